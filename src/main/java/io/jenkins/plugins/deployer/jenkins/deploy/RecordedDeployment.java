package io.jenkins.plugins.deployer.jenkins.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.DeploymentJson;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * A deployment that has ended, and who asked for it.
 *
 * @param asker whose run it is told to
 */
public record RecordedDeployment(Deployment deployment, Asker asker) {
    public RecordedDeployment {
        Objects.requireNonNull(deployment);
        Objects.requireNonNull(asker);
    }

    /** The form of {@code docs/json.md}, and {@code run}, {@code build} and {@code by} of the asker. */
    public ObjectNode toJson() {
        ObjectNode json = DeploymentJson.of(deployment);
        json.put("run", asker.run());
        asker.build().ifPresent(build -> json.put("build", build.toString()));
        asker.by().ifPresent(by -> json.put("by", by));
        return json;
    }

    /** @throws IllegalArgumentException with a sentence, if a field is missing or is not what it should be */
    public static RecordedDeployment fromJson(JsonNode json) {
        return new RecordedDeployment(
                DeploymentJson.read(json),
                new Asker(json.path("run").asText(), text(json, "build").map(URI::create), text(json, "by")));
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::asText);
    }
}
