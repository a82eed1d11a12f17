package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.report.Deployment.Cause;
import io.jenkins.plugins.deployer.report.Deployment.Gap;
import io.jenkins.plugins.deployer.report.Deployment.Origin;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Deployments to write down and to read. */
public final class Deployments {
    public static final ServiceOnHost BUILDER = service("base-images_builder");
    public static final Instant NOON = Instant.parse("2026-05-03T12:00:00Z");

    private Deployments() {}

    public static ServiceOnHost service(String name) {
        return new ServiceOnHost(ServiceOnHost.Kind.SERVICE, name, "toxis");
    }

    /** Of {@link #BUILDER}, with something in every field. */
    public static Deployment deployment(String id, char version, Outcome outcome) {
        return deployment(BUILDER, id, version, outcome, false);
    }

    public static Deployment deployment(
            ServiceOnHost service, String id, char version, Outcome outcome, boolean ownFault) {
        return new Deployment(
                id,
                service,
                Cause.PUSH,
                Optional.of(new Origin(new RepositoryName("ocurrent", "docker-base-images"), "live", commit(version))),
                "ocurrent/base-images:live",
                Optional.of(digest(version)),
                Optional.of(digest('0')),
                outcome == Outcome.ROLLED_BACK ? Optional.of(digest('0')) : Optional.empty(),
                outcome,
                ownFault,
                service + " is " + outcome.label() + (ownFault ? ": replica 1 ended with exit code 3" : ""),
                NOON,
                NOON.plusMillis(6_900),
                Optional.of(new Gap(Duration.ofMillis(68), 0, 214)),
                Optional.of(URI.create("https://images.ci.ocaml.org")),
                Optional.of("5d41402abc4b2a76b9719d911017c592a1b2c3d4"));
    }

    public static String digest(char version) {
        return "sha256:" + String.valueOf(version).repeat(64);
    }

    public static String commit(char version) {
        return String.valueOf(version).repeat(40);
    }
}
