package io.jenkins.plugins.deployer.jenkins.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.rules.Host;
import java.util.Objects;
import java.util.Optional;

/**
 * The host of a deployment as it was when the deployment was asked for: what changes in the rules meanwhile does not send
 * half a deployment somewhere else. No secret is in it.
 *
 * @param own how to log in, if not as the administrator configured it for the host's name
 */
public record DeployHost(Host.Docker host, Optional<OwnAccess> own) {
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
    public static DeployHost ofRules(Host.Docker host) {
        return new DeployHost(host, Optional.empty());
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", host.name()).put("endpoint", host.endpoint());
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
        return new DeployHost(
                new Host.Docker(
                        json.path("name").asText(),
                        text(json, "via"),
                        json.path("endpoint").asText()),
                own);
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::asText);
    }
}
