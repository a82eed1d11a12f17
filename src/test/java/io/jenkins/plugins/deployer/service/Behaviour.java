package io.jenkins.plugins.deployer.service;

import java.time.Duration;

/**
 * What becomes of the tasks of an image in a {@link SimulatedSwarm}.
 *
 * @param after how long a task has run when it happens
 */
public record Behaviour(Kind kind, Duration after) {
    public enum Kind {
        STAYS,
        CRASHES,
        EXITS,
        IS_UNHEALTHY,
        USES_ALL_MEMORY,
        HAS_NO_PROGRAM,
        IS_REJECTED,
        FINDS_NO_NODE,
        HANGS,
        ANSWERS_BADLY
    }

    public static Behaviour of(Kind kind) {
        return new Behaviour(kind, Duration.ZERO);
    }

    public static Behaviour after(Duration after, Kind kind) {
        return new Behaviour(kind, after);
    }
}
