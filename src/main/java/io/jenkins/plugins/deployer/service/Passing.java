package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.host.EngineException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Tells from a message whether trying again later is worth it, where no status code says so. */
final class Passing {
    /** In the words of registries, of Go's network library and of the engine. */
    private static final List<String> WORDS = List.of(
            "http status: 5",
            "internal server error",
            "bad gateway",
            "service unavailable",
            "toomanyrequests",
            "too many requests",
            "connection refused",
            "connection reset",
            "no route to host",
            "network is unreachable",
            "timeout",
            "timed out",
            "no such host",
            "temporary failure",
            "server misbehaving",
            "eof",
            "context canceled",
            "deadline exceeded",
            "code = unavailable",
            "does not have a leader",
            "broken pipe");

    private Passing() {}

    /** Whether what a docker client stumbled over may pass, or an engine on its way. */
    static boolean is(IOException problem) {
        return problem instanceof EngineException engine ? engine.isTransient() : says(problem.getMessage());
    }

    static boolean says(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains);
    }
}
