package io.jenkins.plugins.deployer.plan.difference;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.rules.LiveHead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Values of the rules as texts: equal ones exactly for values that mean the same. */
final class Texts {
    /** Of the hash of a text, in bytes: enough to see that it is another one. */
    private static final int HASH = 5;

    private Texts() {}

    static String dockerfile(Dockerfile dockerfile) {
        return dockerfile instanceof Dockerfile.At at
                ? at.path()
                : "kept in the rules, " + hash(((Dockerfile.Contents) dockerfile).text());
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }

    /** @param architectures in their order */
    static String architectures(Set<Architecture> architectures) {
        StringBuilder text = new StringBuilder();
        architectures.forEach(
                architecture -> text.append(text.isEmpty() ? "" : ", ").append(architecture.label()));
        return text.toString();
    }

    static String argument(BuildArgument argument) {
        if (argument instanceof BuildArgument.HeadOf head) {
            return "the head of branch " + head.branch() + " of " + head.repository();
        }
        return argument instanceof BuildArgument.DigestOf digest
                ? "the digest of " + digest.image()
                : ((BuildArgument.Given) argument).value();
    }

    static String secrets(Collection<BuildSecret> secrets) {
        Set<String> texts = new TreeSet<>();
        secrets.forEach(secret -> texts.add(secret(secret)));
        return String.join(", ", texts);
    }

    private static String secret(BuildSecret secret) {
        BuildSecret.Source source = secret.source();
        if (source instanceof BuildSecret.File file) {
            return secret.id() + " (file " + file.path() + ")";
        }
        return source instanceof BuildSecret.Environment environment
                ? secret.id() + " (variable " + environment.variable() + ")"
                : secret.id() + " (credential " + ((BuildSecret.Credential) source).id() + ")";
    }

    static String head(LiveHead head) {
        return switch (head.kind()) {
            case BRANCH -> "branch " + head.name();
            case TAG -> "tags " + head.name();
        };
    }

    static String health(HealthCheck health) {
        String status = health.status() == HealthCheck.DEFAULT_STATUS ? "" : " with status " + health.status();
        return health.url() + status + " within " + time(health.within());
    }

    static Optional<String> devices(Map<String, String> devices) {
        return devices.isEmpty()
                ? Optional.empty()
                : Optional.of(new TreeMap<>(devices)
                        .entrySet().stream()
                                .map(device -> device.getKey() + " as " + device.getValue())
                                .collect(Collectors.joining(", ")));
    }

    /** As in a rules file, so that one can see where each word ends. */
    static Optional<String> words(List<String> words) {
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(words.stream()
                        .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .collect(Collectors.joining(", ", "[", "]")));
    }

    /** As in a rules file: {@code 1h30m}. */
    static String time(Duration time) {
        StringBuilder text = new StringBuilder();
        append(text, time.toDays(), "d");
        append(text, time.toHoursPart(), "h");
        append(text, time.toMinutesPart(), "m");
        append(text, time.toSecondsPart(), "s");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }
}
