package io.jenkins.plugins.deployer.unikernel.solo5;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a unikernel runs. One that is just being started has neither.
 *
 * @param instance changes each time it is started; empty if it is not up
 * @param down why it does not run, as the rest of a sentence about it; empty if it is not known to be down
 */
record Liveness(Optional<String> instance, Optional<String> down) {
    Liveness {
        Objects.requireNonNull(instance);
        Objects.requireNonNull(down);
        if (instance.isPresent() && down.isPresent()) {
            throw new IllegalArgumentException("a unikernel is not up and down");
        }
    }

    static Liveness up(String instance) {
        return new Liveness(Optional.of(instance), Optional.empty());
    }

    static Liveness starting() {
        return new Liveness(Optional.empty(), Optional.empty());
    }

    static Liveness down(String why) {
        return new Liveness(Optional.empty(), Optional.of(why));
    }

    /**
     * What a status command of the administrator's own says: it exits with 0 if the unikernel is up, and its first line is
     * another one after each start; otherwise its last line is why it is down.
     */
    static Liveness ofCommand(int exitStatus, List<String> said) {
        if (exitStatus == 0) {
            String first = said.isEmpty() ? "" : said.get(0).strip();
            return up(first.isEmpty() ? "up" : first);
        }
        String last = HostScript.lastLine(String.join("\n", said));
        return down("is down: " + (last.isEmpty() ? "its status command ended with " + exitStatus : last));
    }
}
