package io.jenkins.plugins.deployer.rules;

import java.util.List;
import java.util.stream.Stream;

/**
 * The kinds of mappings in a rules file, with every key that they may have. The JSON Schema defines the same ones
 * under the same names.
 */
enum Form {
    FILE("a rules file", needs("version"), may("forge", "defaults", "agents", "hosts", "repositories", "images")),
    DEFAULTS("the defaults", needs(), may("staging", "timeout", "slack", "architectures")),
    DOCKER_HOST("a docker host", needs("docker"), may("via")),
    SOLO5_HOST("a solo5 host", needs("solo5", "directory"), may("redeploy", "status", "via")),
    ALBATROSS_HOST("an albatross host", needs("albatross"), may("domain", "via")),
    REPOSITORY("a repository", needs("builds"), may("buildArgs")),
    HEAD_OF("a looked-up commit", needs("git", "branch"), may()),
    DIGEST_OF("a looked-up digest", needs("image"), may("every")),
    IMAGE_BUILD("an image build", needs("docker"), may("architectures", "options", "timeout", "deploy")),
    UNIKERNEL_BUILD(
            "a unikernel build",
            needs("unikernel", "target"),
            may("args", "binary", "architectures", "options", "timeout", "deploy")),
    DOCKERFILE("a Dockerfile", needs("contents"), may()),
    IMAGE_OPTIONS(
            "the options of an image build",
            needs(),
            may("buildArgs", "target", "squash", "buildkit", "includeGit", "secrets", "ulimit")),
    UNIKERNEL_OPTIONS(
            "the options of a unikernel build",
            needs(),
            may("target", "squash", "buildkit", "includeGit", "secrets", "ulimit")),
    SECRET("a build secret", needs("id"), may("src", "env", "credential")),
    IMAGE_DEPLOYMENT(
            "a deployment rule of an image", needs("publish"), may("branch", "tag", "services", "prebuilt", "slack")),
    UNIKERNEL_DEPLOYMENT(
            "a deployment rule of a unikernel",
            needs("unikernel", "host"),
            may(
                    "branch",
                    "tag",
                    "memory",
                    "networks",
                    "blocks",
                    "arguments",
                    "cpu",
                    "settle",
                    "url",
                    "health",
                    "slack")),
    SERVICE("a service", needs("host"), may("service", "stack", "compose", "url", "health", "slack")),
    FOLLOWED_SERVICE("a service of an image", needs("service", "host"), may("url", "health", "slack")),
    STACK("a stack", needs("name", "file"), may()),
    COMPOSE("a compose project", needs("name", "file"), may()),
    HEALTH("a health check", needs("url"), may("status", "within")),
    FOLLOWED_IMAGE("an image to keep up to date", needs("image", "services"), may("every"));

    private final String title;
    private final List<String> required;
    private final List<String> keys;

    Form(String title, List<String> required, List<String> optional) {
        this.title = title;
        this.required = required;
        this.keys = Stream.concat(required.stream(), optional.stream()).toList();
    }

    private static List<String> needs(String... keys) {
        return List.of(keys);
    }

    private static List<String> may(String... keys) {
        return List.of(keys);
    }

    /** For people, with its article. */
    String title() {
        return title;
    }

    List<String> required() {
        return required;
    }

    /** All keys, the required ones first. */
    List<String> keys() {
        return keys;
    }

    /** Others that stand in places like this one's, so that a key of theirs may have been meant for them. */
    List<Form> siblings() {
        return switch (this) {
            case DOCKER_HOST, SOLO5_HOST, ALBATROSS_HOST -> List.of(DOCKER_HOST, SOLO5_HOST, ALBATROSS_HOST);
            case IMAGE_BUILD, UNIKERNEL_BUILD -> List.of(IMAGE_BUILD, UNIKERNEL_BUILD);
            case IMAGE_OPTIONS, UNIKERNEL_OPTIONS -> List.of(IMAGE_OPTIONS, UNIKERNEL_OPTIONS);
            case IMAGE_DEPLOYMENT, UNIKERNEL_DEPLOYMENT -> List.of(IMAGE_DEPLOYMENT, UNIKERNEL_DEPLOYMENT);
            case SERVICE, FOLLOWED_SERVICE -> List.of(SERVICE, FOLLOWED_SERVICE);
            case HEAD_OF, DIGEST_OF -> List.of(HEAD_OF, DIGEST_OF);
            default -> List.of();
        };
    }

    /** The key that tells this kind from the others that may stand in its place. */
    String sign() {
        return required.get(0);
    }
}
