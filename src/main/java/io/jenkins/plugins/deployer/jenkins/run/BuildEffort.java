package io.jenkins.plugins.deployer.jenkins.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One attempt of a run to make a build.
 *
 * @param ended empty while it is being made
 * @param problem why it failed, in a sentence; empty if it did not
 * @param log where its log is; empty if Jenkins does not know its own address
 */
public record BuildEffort(Instant began, Optional<Instant> ended, Optional<String> problem, Optional<URI> log) {
    public BuildEffort {
        Objects.requireNonNull(began);
        Objects.requireNonNull(ended);
        Objects.requireNonNull(problem);
        Objects.requireNonNull(log);
    }

    static BuildEffort begun(Instant at, Optional<URI> log) {
        return new BuildEffort(at, Optional.empty(), Optional.empty(), log);
    }

    BuildEffort succeeded(Instant at) {
        return new BuildEffort(began, Optional.of(at), Optional.empty(), log);
    }

    BuildEffort failed(Instant at, String why) {
        return new BuildEffort(began, Optional.of(at), Optional.of(why), log);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("began", began.toString());
        ended.ifPresent(at -> json.put("ended", at.toString()));
        problem.ifPresent(why -> json.put("problem", why));
        log.ifPresent(address -> json.put("log", address.toString()));
        return json;
    }

    /** Empty if somebody damaged it. */
    static Optional<BuildEffort> read(JsonNode json) {
        try {
            return Optional.of(new BuildEffort(
                    Instant.parse(json.path("began").asText()),
                    text(json, "ended").map(Instant::parse),
                    text(json, "problem"),
                    text(json, "log").map(URI::create)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.path(field).textValue());
    }
}
