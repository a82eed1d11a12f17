package io.jenkins.plugins.deployer.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON form of plans, for programs (docs/json.md). Fields are only ever added, and their order is fixed; what is
 * empty is left out, except for the lists of tasks. Values of secrets are not part of a plan, nor of this. {@link
 * SavedPlan} reads it.
 */
public final class PlanJson {
    private PlanJson() {}

    /** A new tree, which is the caller's. */
    public static ObjectNode of(Plan plan) {
        Revision revision = plan.revision();
        ObjectNode json = object().put("repository", revision.repository().toString());
        json.set("head", head(revision.head()));
        json.put("commit", revision.commit()).put("tree", revision.tree());
        ArrayNode builds = json.putArray("builds");
        plan.builds().forEach(build -> builds.add(build(build)));
        ArrayNode publications = json.putArray("publications");
        plan.publications().forEach(publication -> publications.add(publication(publication)));
        ArrayNode deployments = json.putArray("deployments");
        plan.deployments().forEach(deployment -> deployments.add(deployment(deployment)));
        return json;
    }

    private static ObjectNode head(Head head) {
        if (head instanceof Head.ChangeRequest request) {
            return object().put("kind", "change request")
                    .put("name", request.name())
                    .put("target", request.target());
        }
        return object().put("kind", head instanceof Head.Tag ? "tag" : "branch").put("name", head.name());
    }

    private static ObjectNode build(BuildTask build) {
        BuildTask.Recipe recipe = build.recipe();
        ObjectNode json = object().put("key", build.key().hex())
                .put("title", build.title())
                .put("architecture", build.architecture().label())
                .put("agent", build.agent())
                .put("timeoutSeconds", build.timeout().toSeconds());
        json.set("dockerfile", dockerfile(recipe.dockerfile()));
        putAll(json, "arguments", recipe.arguments());
        recipe.target().ifPresent(stage -> json.put("stage", stage));
        json.put("squash", recipe.squash()).put("buildkit", recipe.buildkit()).put("includeGit", recipe.includeGit());
        putAll(json, "secrets", recipe.secrets().stream().map(BuildSecret::id).toList());
        if (!recipe.secrets().isEmpty()) {
            ArrayNode sources = json.putArray("secretSources");
            recipe.secrets().forEach(secret -> sources.add(source(secret.source())));
        }
        putAll(json, "ulimits", recipe.ulimits());
        recipe.unikernel().ifPresent(target -> json.putObject("unikernel")
                .put("target", target.label())
                .put("path", build.binaries().get(0).path()));
        build.staging().ifPresent(image -> json.put("staging", image.toString()));
        if (!build.binaries().isEmpty()) {
            ArrayNode binaries = json.putArray("binaries");
            build.binaries().forEach(binary -> binaries.add(binary(binary)));
        }
        return json;
    }

    private static ObjectNode binary(BuildTask.Binary binary) {
        ObjectNode json = object().put("path", binary.path());
        if (!binary.destinations().isEmpty()) {
            ArrayNode destinations = json.putArray("destinations");
            binary.destinations().forEach(destination -> destinations
                    .addObject()
                    .put("name", destination.unikernel())
                    .put("host", destination.host()));
        }
        return json;
    }

    private static ObjectNode dockerfile(Dockerfile dockerfile) {
        if (dockerfile instanceof Dockerfile.At at) {
            return object().put("path", at.path());
        }
        return object().put("contents", ((Dockerfile.Contents) dockerfile).text());
    }

    private static ObjectNode source(BuildSecret.Source source) {
        if (source instanceof BuildSecret.File file) {
            return object().put("file", file.path());
        }
        if (source instanceof BuildSecret.Environment environment) {
            return object().put("environment", environment.variable());
        }
        return object().put("credential", ((BuildSecret.Credential) source).id());
    }

    private static ObjectNode publication(PublishTask publication) {
        ObjectNode json = object().put("title", publication.title());
        putAll(json, "builds", publication.builds().stream().map(BuildKey::hex).toList());
        return json.put("image", publication.name().toString()).put("keep", publication.keep());
    }

    private static ObjectNode deployment(DeployTask deployment) {
        ObjectNode json = object().put("title", deployment.title());
        if (deployment instanceof DeployTask.Service service) {
            put(json, service);
        } else if (deployment instanceof DeployTask.Unikernel unikernel) {
            put(json, unikernel);
        }
        deployment.slack().ifPresent(channel -> json.put("slack", channel));
        return json;
    }

    private static void put(ObjectNode json, DeployTask.Service task) {
        ServiceRule service = task.service();
        json.put("kind", kind(service.kind()))
                .put("name", service.kind().name())
                .put("host", service.host().name())
                .put("image", task.image().name().toString());
        if (service.kind() instanceof ServiceRule.Stack stack) {
            json.put("file", stack.file());
        } else if (service.kind() instanceof ServiceRule.Compose compose) {
            json.put("file", compose.file());
        }
        put(json, service.url(), service.health());
    }

    private static String kind(ServiceRule.Kind kind) {
        if (kind instanceof ServiceRule.Stack) {
            return "stack";
        }
        return kind instanceof ServiceRule.Compose ? "compose" : "service";
    }

    private static void put(ObjectNode json, DeployTask.Unikernel task) {
        UnikernelDeployment unikernel = task.unikernel();
        json.put("kind", "unikernel")
                .put("name", unikernel.unikernel())
                .put("host", unikernel.host().name());
        putAll(json, "builds", task.builds().stream().map(BuildKey::hex).toList());
        json.put("target", task.target().label())
                .put("architecture", task.architecture().label())
                .put("binary", task.binary())
                .put("memoryMebibytes", unikernel.memory());
        putAll(json, "networks", unikernel.networks());
        putAll(json, "blocks", unikernel.blocks());
        putAll(json, "arguments", unikernel.arguments());
        unikernel.cpu().ifPresent(cpu -> json.put("cpu", cpu));
        json.put("settleSeconds", unikernel.settle().toSeconds());
        put(json, unikernel.url(), unikernel.health());
    }

    private static void put(ObjectNode json, Optional<URI> url, Optional<HealthCheck> health) {
        url.ifPresent(address -> json.put("url", address.toString()));
        health.ifPresent(check -> json.putObject("health")
                .put("url", check.url().toString())
                .put("status", check.status())
                .put("withinSeconds", check.within().toSeconds()));
    }

    private static void putAll(ObjectNode json, String field, Map<String, String> values) {
        if (!values.isEmpty()) {
            ObjectNode object = json.putObject(field);
            values.forEach(object::put);
        }
    }

    private static void putAll(ObjectNode json, String field, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = json.putArray(field);
            values.forEach(array::add);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
