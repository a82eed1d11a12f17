package io.jenkins.plugins.deployer.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.report.Deployment.Cause;
import io.jenkins.plugins.deployer.report.Deployment.Gap;
import io.jenkins.plugins.deployer.report.Deployment.Origin;
import io.jenkins.plugins.deployer.report.ServiceOnHost.Kind;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * The JSON form of deployments, in the log and for programs (docs/json.md). Fields are only ever added; unknown ones
 * are passed over when it is read, so that an older program reads the log of a newer one.
 */
public final class DeploymentJson {
    private DeploymentJson() {}

    /** A new tree, which is the caller's. */
    public static ObjectNode of(Deployment deployment) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", deployment.id())
                .put("kind", deployment.service().kind().label())
                .put("service", deployment.service().name())
                .put("host", deployment.service().host())
                .put("cause", deployment.cause().label());
        deployment.origin().ifPresent(origin -> json.put(
                        "repository", origin.repository().toString())
                .put("branch", origin.branch())
                .put("commit", origin.commit()));
        json.put("image", deployment.image());
        deployment.digest().ifPresent(digest -> json.put("digest", digest));
        deployment.previous().ifPresent(digest -> json.put("previousDigest", digest));
        deployment.restored().ifPresent(digest -> json.put("restoredDigest", digest));
        json.put("outcome", deployment.outcome().label())
                .put("ownFault", deployment.ownFault())
                .put("reason", deployment.reason())
                .put("started", deployment.started().toString())
                .put("finished", deployment.finished().toString());
        deployment.gap().ifPresent(gap -> json.putObject("gap")
                .put("longestMillis", gap.longest().toMillis())
                .put("failed", gap.failed())
                .put("requests", gap.requests()));
        deployment.url().ifPresent(url -> json.put("url", url.toString()));
        deployment.rules().ifPresent(revision -> json.put("rules", revision));
        return json;
    }

    /** @throws IllegalArgumentException with a sentence, if a field is missing or is not what it should be */
    public static Deployment read(JsonNode json) {
        try {
            return new Deployment(
                    text(json, "id"),
                    new ServiceOnHost(
                            labelled(json, "kind", Kind.values(), Kind::label),
                            text(json, "service"),
                            text(json, "host")),
                    labelled(json, "cause", Cause.values(), Cause::label),
                    optional(json, "repository")
                            .map(name -> new Origin(repository(name), text(json, "branch"), text(json, "commit"))),
                    text(json, "image"),
                    optional(json, "digest"),
                    optional(json, "previousDigest"),
                    optional(json, "restoredDigest"),
                    labelled(json, "outcome", Outcome.values(), Outcome::label),
                    json.path("ownFault").asBoolean(),
                    text(json, "reason"),
                    Instant.parse(text(json, "started")),
                    Instant.parse(text(json, "finished")),
                    json.has("gap") ? Optional.of(gap(json.get("gap"))) : Optional.empty(),
                    optional(json, "url").map(URI::create),
                    optional(json, "rules"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("A deployment has a time that is none: " + e.getMessage(), e);
        }
    }

    private static Gap gap(JsonNode json) {
        return new Gap(
                Duration.ofMillis(json.path("longestMillis").asLong()),
                json.path("failed").asInt(),
                json.path("requests").asInt());
    }

    private static RepositoryName repository(String name) {
        int slash = name.lastIndexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("A deployment has a \"repository\" that is none: " + name);
        }
        return new RepositoryName(name.substring(0, slash), name.substring(slash + 1));
    }

    private static <T> T labelled(JsonNode json, String field, T[] values, Function<T, String> label) {
        String text = text(json, field);
        return Arrays.stream(values)
                .filter(value -> label.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "A deployment has a \"" + field + "\" that is unknown here: " + text));
    }

    private static String text(JsonNode json, String field) {
        return optional(json, field)
                .orElseThrow(() -> new IllegalArgumentException("A deployment has no text \"" + field + "\""));
    }

    private static Optional<String> optional(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }
}
