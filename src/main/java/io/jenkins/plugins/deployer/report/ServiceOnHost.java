package io.jenkins.plugins.deployer.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is deployed, and where.
 *
 * @param kind what sort of thing it is
 * @param name its name on the host
 * @param host the name of the host in the rules
 */
public record ServiceOnHost(Kind kind, String name, String host) {
    /** @throws IllegalArgumentException if a name is empty */
    public ServiceOnHost {
        requireNonNull(kind);
        if (name.isBlank() || host.isBlank()) {
            throw new IllegalArgumentException(
                    "A service and its host have names; got \"" + name + "\" on \"" + host + "\"");
        }
    }

    /** What a rule deploys. */
    public static ServiceOnHost of(ServiceRule rule) {
        return new ServiceOnHost(
                kind(rule.kind()), rule.kind().name(), rule.host().name());
    }

    /** What a rule deploys. */
    public static ServiceOnHost of(UnikernelDeployment rule) {
        return new ServiceOnHost(Kind.UNIKERNEL, rule.unikernel(), rule.host().name());
    }

    /** What a task of a plan in its JSON form deploys; empty if it is none, or of a kind that is unknown here. */
    public static Optional<ServiceOnHost> of(JsonNode task) {
        String name = task.path("name").asText();
        String host = task.path("host").asText();
        if (name.isBlank() || host.isBlank()) {
            return Optional.empty();
        }
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.label().equals(task.path("kind").asText()))
                .findFirst()
                .map(kind -> new ServiceOnHost(kind, name, host));
    }

    private static Kind kind(ServiceRule.Kind kind) {
        if (kind instanceof ServiceRule.Stack) {
            return Kind.STACK;
        }
        return kind instanceof ServiceRule.Compose ? Kind.COMPOSE : Kind.SERVICE;
    }

    /** The sorts of things that are deployed. */
    public enum Kind {
        /** A Docker Swarm service. */
        SERVICE("service"),
        /** The services of a Docker stack that run our image. */
        STACK("stack"),
        /** The services of a compose project that run our image. */
        COMPOSE("compose"),
        UNIKERNEL("unikernel");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The word in rules files and JSON. */
        public String label() {
            return label;
        }
    }

    /** For people: {@code NAME@HOST}. */
    @Override
    public String toString() {
        return name + "@" + host;
    }
}
