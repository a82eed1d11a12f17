package io.jenkins.plugins.deployer.service;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The result of one step of a roll-out.
 *
 * @param next to be saved before it is advanced again
 * @param after when to look again; nothing is missed by looking later, only noticed later
 * @param log lines for people, in their order
 */
public record Advance(RollOut next, Duration after, List<String> log) {
    public Advance {
        Objects.requireNonNull(next);
        Objects.requireNonNull(after);
        log = List.copyOf(log);
    }
}
