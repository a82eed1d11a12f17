package io.jenkins.plugins.deployer.plan;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hash of everything that decides a build's result; builds with equal keys are one build.
 *
 * @param hex 64 lower-case hexadecimal digits of a SHA-256, fit for an image tag
 */
public record BuildKey(String hex) {
    private static final int DIGITS = 64;

    /** How many digits people are shown. */
    private static final int SHORT = 12;

    /** @throws IllegalArgumentException if that is no SHA-256 */
    public BuildKey {
        if (!Hexadecimal.is(hex, DIGITS)) {
            throw new IllegalArgumentException(
                    "A build key has 64 lower-case hexadecimal digits; this has not: " + hex);
        }
    }

    /**
     * The key of a build. Of secrets it knows the id and the place of the value, never the value, which may change
     * without a new build. The order of arguments, secrets and limits means nothing to a builder, nor to the key.
     *
     * @param revision gives the tree; its commit counts only if the build sees {@code .git}
     */
    public static BuildKey of(Revision revision, BuildTask.Recipe recipe, Architecture architecture) {
        Fingerprint fingerprint =
                new Fingerprint("deployer build 1").add(revision.tree()).add(architecture.platform());
        addTo(fingerprint, recipe.dockerfile());
        Map<String, String> arguments = new TreeMap<>(recipe.arguments());
        fingerprint.add(arguments.size());
        arguments.forEach((name, value) -> fingerprint.add(name).add(value));
        fingerprint
                .add(recipe.target())
                .add(recipe.squash())
                .add(recipe.buildkit())
                .add(recipe.includeGit());
        if (recipe.includeGit()) {
            fingerprint.add(revision.commit());
        }
        fingerprint.add(recipe.secrets().size());
        recipe.secrets().stream()
                .sorted(Comparator.comparing(BuildSecret::id)
                        .thenComparing(secret -> secret.source().toString()))
                .forEach(secret -> addTo(fingerprint, secret));
        fingerprint.add(recipe.ulimits().size());
        recipe.ulimits().stream().sorted().forEach(fingerprint::add);
        fingerprint.add(recipe.unikernel().isPresent());
        recipe.unikernel().ifPresent(target -> fingerprint.add(target.label()));
        return new BuildKey(fingerprint.hex());
    }

    private static void addTo(Fingerprint fingerprint, Dockerfile dockerfile) {
        if (dockerfile instanceof Dockerfile.At at) {
            fingerprint.add("path").add(at.path());
        } else if (dockerfile instanceof Dockerfile.Contents contents) {
            fingerprint.add("contents").add(contents.text());
        } else {
            throw new AssertionError(dockerfile);
        }
    }

    /** The place is part of it because builds with different credentials under one id must not become one build. */
    private static void addTo(Fingerprint fingerprint, BuildSecret secret) {
        fingerprint.add(secret.id());
        if (secret.source() instanceof BuildSecret.File file) {
            fingerprint.add("file").add(file.path());
        } else if (secret.source() instanceof BuildSecret.Environment environment) {
            fingerprint.add("environment").add(environment.variable());
        } else if (secret.source() instanceof BuildSecret.Credential credential) {
            fingerprint.add("credential").add(credential.id());
        } else {
            throw new AssertionError(secret.source());
        }
    }

    /** The first digits, for people. */
    public String brief() {
        return hex.substring(0, SHORT);
    }

    @Override
    public String toString() {
        return hex;
    }
}
