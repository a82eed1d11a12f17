package io.jenkins.plugins.deployer.plan;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One build on one architecture.
 *
 * @param key says what is built
 * @param title one line for people, different from that of every other task of the plan
 * @param architecture what it is built for
 * @param agent the Jenkins label expression of agents that can build it
 * @param timeout how long it may take; positive
 * @param recipe how it is built
 * @param staging where the image is kept, with the build key as its tag; empty if builds are not staged
 * @param binaries the unikernels that are checked in the image; none exactly if it is an image build
 */
public record BuildTask(
        BuildKey key,
        String title,
        Architecture architecture,
        String agent,
        Duration timeout,
        Recipe recipe,
        Optional<ImageName> staging,
        List<Binary> binaries) {
    /** @throws IllegalArgumentException if the time-out is not positive, or a unikernel build has no unikernel */
    public BuildTask {
        requireNonNull(key);
        requireNonNull(title);
        requireNonNull(architecture);
        requireNonNull(agent);
        requireNonNull(recipe);
        requireNonNull(staging);
        binaries = List.copyOf(binaries);
        if (recipe.unikernel().isPresent() == binaries.isEmpty()) {
            throw new IllegalArgumentException("\"" + title + "\" is a unikernel build, so there are unikernels in it,"
                    + " or it is not, so there are none");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("The time-out of \"" + title + "\" must be positive, not " + timeout);
        }
    }

    /**
     * How an image is built: {@code options} of the rules with every look-up done.
     *
     * @param arguments the build arguments, {@code TARGET} of a unikernel included
     * @param target the stage to build; empty for the last one
     * @param squash whether the new layers are squashed into one
     * @param buildkit whether BuildKit builds, rather than the classic builder
     * @param includeGit whether the context has a {@code .git} directory
     * @param secrets what {@code RUN --mount=type=secret} may read
     * @param ulimits limits in Docker's form {@code NAME=SOFT[:HARD]}
     * @param unikernel what a unikernel is built for; empty for an image build
     */
    public record Recipe(
            Dockerfile dockerfile,
            Map<String, String> arguments,
            Optional<String> target,
            boolean squash,
            boolean buildkit,
            boolean includeGit,
            List<BuildSecret> secrets,
            List<String> ulimits,
            Optional<UnikernelTarget> unikernel) {
        public Recipe {
            requireNonNull(dockerfile);
            requireNonNull(target);
            requireNonNull(unikernel);
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
            secrets = List.copyOf(secrets);
            ulimits = List.copyOf(ulimits);
        }
    }

    /**
     * A unikernel in the image.
     *
     * @param path where it is, absolute
     * @param destinations what it is deployed as, on whichever head: it is checked for all of them on every head
     */
    public record Binary(String path, List<Destination> destinations) {
        /** @throws IllegalArgumentException if the path is not absolute */
        public Binary {
            destinations = List.copyOf(destinations);
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("The path of a unikernel in its image must be absolute: " + path);
            }
        }
    }

    /**
     * What a unikernel is deployed as, which one rule of the file says.
     *
     * @param unikernel the name on the host
     * @param host the name of the host in the rules
     */
    public record Destination(String unikernel, String host) {
        public Destination {
            requireNonNull(unikernel);
            requireNonNull(host);
        }

        /** For people: {@code www@robur}. */
        @Override
        public String toString() {
            return unikernel + "@" + host;
        }
    }
}
