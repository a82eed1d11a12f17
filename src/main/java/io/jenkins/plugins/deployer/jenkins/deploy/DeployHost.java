package io.jenkins.plugins.deployer.jenkins.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.rules.Host;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The host of a deployment as it was when the deployment was asked for: what changes in the rules meanwhile does not send
 * half a deployment somewhere else. No secret is in it.
 *
 * @param own how to log in, if not as the administrator configured it for the host's name
 */
public record DeployHost(Host host, Optional<OwnAccess> own) {
    /**
     * Credentials that a Pipeline brings itself, where the administrator lets it.
     *
     * @param run in whose scope they are looked up
     * @param hostKey the key that the host must have
     */
    public record OwnAccess(String run, String credentialsId, Optional<String> hostKey) {
        public OwnAccess {
            Objects.requireNonNull(run);
            Objects.requireNonNull(credentialsId);
            Objects.requireNonNull(hostKey);
        }
    }

    public DeployHost {
        Objects.requireNonNull(host);
        Objects.requireNonNull(own);
    }

    /** A host of the rules. */
    public static DeployHost ofRules(Host host) {
        return new DeployHost(host, Optional.empty());
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", host.kind()).put("name", host.name());
        if (host instanceof Host.Docker docker) {
            json.put("endpoint", docker.endpoint());
        } else if (host instanceof Host.Solo5 solo5) {
            json.put("endpoint", solo5.endpoint().toString()).put("directory", solo5.directory());
            solo5.redeploy().forEach(json.putArray("redeploy")::add);
            solo5.status().forEach(json.putArray("status")::add);
        } else if (host instanceof Host.Albatross albatross) {
            json.put("endpoint", albatross.endpoint()).put("domain", albatross.domain());
        }
        host.via().ifPresent(via -> json.put("via", via));
        own.ifPresent(access -> {
            json.put("run", access.run()).put("credentialsId", access.credentialsId());
            access.hostKey().ifPresent(key -> json.put("hostKey", key));
        });
        return json;
    }

    /** @throws IllegalArgumentException if it is not what {@link #toJson} makes */
    static DeployHost fromJson(JsonNode json) {
        Optional<OwnAccess> own = Optional.ofNullable(json.get("credentialsId"))
                .map(id -> new OwnAccess(json.path("run").asText(), id.asText(), text(json, "hostKey")));
        return new DeployHost(host(json), own);
    }

    private static Host host(JsonNode json) {
        String name = json.path("name").asText();
        Optional<String> via = text(json, "via");
        String endpoint = json.path("endpoint").asText();
        // Before there were others, only Docker hosts were saved, and without this.
        String kind = text(json, "kind").orElse("docker");
        return switch (kind) {
            case "docker" -> new Host.Docker(name, via, endpoint);
            case "solo5" ->
                new Host.Solo5(
                        name,
                        via,
                        URI.create(endpoint),
                        json.path("directory").asText(),
                        words(json.path("redeploy")),
                        words(json.path("status")));
            case "albatross" ->
                new Host.Albatross(name, via, endpoint, json.path("domain").asText());
            default -> throw new IllegalArgumentException("its host is of a kind that is unknown here: " + kind);
        };
    }

    private static List<String> words(JsonNode json) {
        List<String> words = new ArrayList<>();
        json.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::asText);
    }
}
