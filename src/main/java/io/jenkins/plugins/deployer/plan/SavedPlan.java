package io.jenkins.plugins.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads builds and publications out of plans in their JSON form ({@link PlanJson}), to go on with them later. */
public final class SavedPlan {
    private SavedPlan() {}

    /**
     * The plan without its deployments, which are made by the rules of their own time.
     *
     * @throws IllegalArgumentException with a sentence if that is no plan
     */
    public static Plan read(JsonNode json) {
        Revision revision = new Revision(
                RepositoryName.parse(text(json, "repository")),
                head(json.path("head")),
                text(json, "commit"),
                text(json, "tree"));
        List<BuildTask> builds = new ArrayList<>();
        json.path("builds").forEach(build -> builds.add(build(build)));
        List<PublishTask> publications = new ArrayList<>();
        json.path("publications").forEach(publication -> publications.add(publication(publication)));
        return new Plan(revision, builds, publications, List.of());
    }

    /**
     * The builds that unikernels are deployed from, by {@code NAME@HOST}: the first of each list has the unikernel.
     *
     * @throws IllegalArgumentException if a key is none
     */
    public static Map<String, List<BuildKey>> unikernels(JsonNode json) {
        Map<String, List<BuildKey>> unikernels = new LinkedHashMap<>();
        for (JsonNode deployment : json.path("deployments")) {
            if (deployment.path("kind").asText().equals("unikernel")) {
                unikernels.put(
                        text(deployment, "name") + "@" + text(deployment, "host"),
                        list(deployment.path("builds")).stream()
                                .map(BuildKey::new)
                                .toList());
            }
        }
        return unikernels;
    }

    private static Head head(JsonNode json) {
        String name = text(json, "name");
        String kind = text(json, "kind");
        return switch (kind) {
            case "branch" -> new Head.Branch(name);
            case "tag" -> new Head.Tag(name);
            case "change request" -> new Head.ChangeRequest(name, text(json, "target"));
            default -> throw new IllegalArgumentException("A saved plan is for a " + kind + ", which is unknown here");
        };
    }

    private static BuildTask build(JsonNode json) {
        return new BuildTask(
                new BuildKey(text(json, "key")),
                text(json, "title"),
                architecture(text(json, "architecture")),
                text(json, "agent"),
                Duration.ofSeconds(json.path("timeoutSeconds").asLong()),
                new BuildTask.Recipe(
                        dockerfile(json.path("dockerfile")),
                        texts(json.path("arguments")),
                        optional(json, "stage"),
                        json.path("squash").asBoolean(),
                        json.path("buildkit").asBoolean(),
                        json.path("includeGit").asBoolean(),
                        secrets(json),
                        list(json.path("ulimits")),
                        optional(json.path("unikernel"), "target").map(UnikernelTarget::parse)),
                optional(json, "staging").map(ImageName::parse),
                binaries(json));
    }

    private static Architecture architecture(String label) {
        return Arrays.stream(Architecture.values())
                .filter(architecture -> architecture.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "A saved plan is for the architecture " + label + ", which is unknown here"));
    }

    private static Dockerfile dockerfile(JsonNode json) {
        return json.has("contents")
                ? new Dockerfile.Contents(text(json, "contents"))
                : new Dockerfile.At(text(json, "path"));
    }

    private static List<BuildSecret> secrets(JsonNode json) {
        List<String> ids = list(json.path("secrets"));
        JsonNode sources = json.path("secretSources");
        List<BuildSecret> secrets = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            secrets.add(new BuildSecret(ids.get(i), source(sources.path(i))));
        }
        return secrets;
    }

    private static BuildSecret.Source source(JsonNode json) {
        if (json.has("file")) {
            return new BuildSecret.File(text(json, "file"));
        }
        return json.has("environment")
                ? new BuildSecret.Environment(text(json, "environment"))
                : new BuildSecret.Credential(text(json, "credential"));
    }

    /** Those of before have one binary, and do not say what it is deployed as. */
    private static List<BuildTask.Binary> binaries(JsonNode build) {
        if (!build.has("binaries")) {
            return optional(build.path("unikernel"), "path").map(path -> new BuildTask.Binary(path, List.of())).stream()
                    .toList();
        }
        List<BuildTask.Binary> binaries = new ArrayList<>();
        for (JsonNode binary : build.path("binaries")) {
            List<BuildTask.Destination> destinations = new ArrayList<>();
            binary.path("destinations")
                    .forEach(json ->
                            destinations.add(new BuildTask.Destination(text(json, "name"), text(json, "host"))));
            binaries.add(new BuildTask.Binary(text(binary, "path"), destinations));
        }
        return binaries;
    }

    private static PublishTask publication(JsonNode json) {
        return new PublishTask(
                text(json, "title"),
                list(json.path("builds")).stream().map(BuildKey::new).toList(),
                ImageName.parse(text(json, "image")),
                text(json, "keep"));
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            texts.put(name, text(json, name));
        }
        return texts;
    }

    private static List<String> list(JsonNode json) {
        List<String> texts = new ArrayList<>();
        json.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static String text(JsonNode json, String field) {
        return optional(json, field)
                .orElseThrow(() -> new IllegalArgumentException("A saved plan has no text \"" + field + "\""));
    }

    private static Optional<String> optional(JsonNode json, String field) {
        return Optional.ofNullable(json.path(field).textValue());
    }
}
