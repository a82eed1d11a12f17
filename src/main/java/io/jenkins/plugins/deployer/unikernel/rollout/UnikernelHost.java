package io.jenkins.plugins.deployer.unikernel.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.unikernel.Unikernel;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host of unikernels, as roll-outs see it. Each method is one bounded conversation, of seconds unless it says otherwise,
 * and may be repeated after a crash in its midst: it looks first what was done already. Safe for use by several threads,
 * for one unikernel by one at a time. All throw {@link UnikernelHostException} and, when their thread is interrupted,
 * {@link InterruptedException}.
 */
public interface UnikernelHost {
    /** What is under a name; empty if there is nothing. */
    Optional<UnikernelOnHost> look(String name) throws UnikernelHostException, InterruptedException;

    /** What is under each of several names; left out if there is nothing. Hosts that can, answer for all at once. */
    default Map<String, UnikernelOnHost> look(Collection<String> names)
            throws UnikernelHostException, InterruptedException {
        Map<String, UnikernelOnHost> found = new HashMap<>();
        for (String name : names) {
            Optional<UnikernelOnHost> one = look(name);
            if (one.isPresent()) {
                found.put(name, one.get());
            }
        }
        return found;
    }

    /**
     * Everything that keeps the host from running it, each as a part of a sentence; empty if it would fit. Changes
     * nothing.
     *
     * @param now what runs under the name, whose place it would take
     */
    List<String> misfits(String name, WantedUnikernel wanted, Unikernel unikernel, Optional<UnikernelOnHost> now)
            throws UnikernelHostException, InterruptedException;

    /**
     * Makes all ready for the change, and for the way back, while the present one goes on running. Takes as long as the
     * bytes do, minutes even; run by a thread that may wait.
     *
     * @param id of the request
     * @param now what runs under the name; empty if nothing does
     * @return what {@link #putBack} needs, in any later process; small
     */
    JsonNode prepare(String id, String name, WantedUnikernel wanted, UnikernelFile file, Optional<UnikernelOnHost> now)
            throws UnikernelHostException, InterruptedException;

    /**
     * The change: the wanted one runs, the one before does not. Takes as long as the host does; run by a thread that may
     * wait.
     *
     * @param prepared what {@link #prepare} returned
     */
    void change(String id, String name, WantedUnikernel wanted, UnikernelFile file, JsonNode prepared)
            throws UnikernelHostException, InterruptedException;

    /**
     * Has the one before run again, or none if there was none. Takes as long as the host does; run by a thread that may
     * wait.
     *
     * @param prepared what {@link #prepare} returned
     */
    void putBack(String id, String name, JsonNode prepared) throws UnikernelHostException, InterruptedException;

    /**
     * The last lines that it wrote since a moment, without control characters; empty if the host cannot tell.
     *
     * @param most how many lines
     */
    List<String> console(String name, Instant since, int most) throws UnikernelHostException, InterruptedException;

    /** Nobody needs any longer what was prepared for a request: its leftovers here and on the host may go. */
    void forget(String id, String name, JsonNode prepared) throws UnikernelHostException, InterruptedException;
}
