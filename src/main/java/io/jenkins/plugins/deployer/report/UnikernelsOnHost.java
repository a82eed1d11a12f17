package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.service.Running;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelOnHost;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What runs on a host of unikernels, in the form of what runs on others. */
public final class UnikernelsOnHost {
    private UnikernelsOnHost() {}

    /**
     * Asks the host once for all of them.
     *
     * @param records what is known of a unikernel, by its name
     */
    public static List<Running> look(
            UnikernelHost host, Collection<String> names, Function<String, Optional<ServiceRecord>> records)
            throws UnikernelHostException, InterruptedException {
        Map<String, UnikernelOnHost> found = host.look(names);
        List<Running> running = new ArrayList<>();
        for (String name : names) {
            if (found.containsKey(name)) {
                running.add(running(name, found.get(name), records.apply(name)));
            }
        }
        return running;
    }

    /** No host knows the commit; we do if it runs what we deployed. */
    private static Running running(String name, UnikernelOnHost found, Optional<ServiceRecord> record) {
        String digest = "sha256:" + found.sha256();
        return new Running(
                name,
                digest,
                Optional.of(digest),
                record.filter(known -> known.runs().equals(Optional.of(digest)))
                        .flatMap(ServiceRecord::lastLive)
                        .flatMap(Deployment::origin)
                        .map(Deployment.Origin::commit),
                found.instance().flatMap(UnikernelsOnHost::time),
                found.instance().isPresent() ? 1 : 0,
                1,
                Optional.empty());
    }

    /** Hosts may tell one start from another by something else than its time. */
    private static Optional<Instant> time(String instance) {
        try {
            return Optional.of(Instant.parse(instance));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
