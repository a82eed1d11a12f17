package io.jenkins.plugins.deployer.service;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a new version was given up.
 *
 * @param reason half a sentence for people, for example {@code replica 1 ended with exit code 3}
 * @param exitCode of the container that failed
 * @param log the last lines that it wrote, or that its health check wrote
 */
public record Failure(Fault fault, String reason, Optional<Integer> exitCode, List<String> log) {
    public Failure {
        Objects.requireNonNull(fault);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(exitCode);
        log = List.copyOf(log);
    }

    public static Failure of(Fault fault, String reason) {
        return new Failure(fault, reason, Optional.empty(), List.of());
    }
}
