package io.jenkins.plugins.deployer.unikernel.solo5;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.util.Objects;
import java.util.Optional;

/** What takes the place of what: all that a later process needs to change it, and to put it back. */
record WayBack(Binary wanted, Optional<Binary> previous) {
    /** @param sha256 64 hexadecimal digits */
    record Binary(UnikernelTarget target, String sha256) {
        Binary {
            Objects.requireNonNull(target);
            Objects.requireNonNull(sha256);
        }

        private ObjectNode toJson() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("target", target.label())
                    .put("sha256", sha256);
        }

        private static Binary fromJson(JsonNode json) {
            return new Binary(
                    UnikernelTarget.parse(json.path("target").asText()),
                    json.path("sha256").asText());
        }
    }

    WayBack {
        Objects.requireNonNull(wanted);
        Objects.requireNonNull(previous);
    }

    JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("wanted", wanted.toJson());
        previous.ifPresent(binary -> json.set("previous", binary.toJson()));
        return json;
    }

    /** @throws IllegalArgumentException if it is not what {@link #toJson} makes */
    static WayBack fromJson(JsonNode json) {
        return new WayBack(
                Binary.fromJson(json.path("wanted")),
                json.has("previous") ? Optional.of(Binary.fromJson(json.path("previous"))) : Optional.empty());
    }
}
