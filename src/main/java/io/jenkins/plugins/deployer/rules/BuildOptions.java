package io.jenkins.plugins.deployer.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a Dockerfile is built.
 *
 * @param arguments the build arguments by name, in the order of the file
 * @param target the stage to build; empty for the last one
 * @param squash whether the new layers are squashed into one
 * @param buildkit whether BuildKit builds, rather than the classic builder
 * @param includeGit whether the context has a {@code .git} directory
 * @param secrets what {@code RUN --mount=type=secret} may read
 * @param ulimits limits in Docker's form {@code NAME=SOFT[:HARD]}
 */
public record BuildOptions(
        Map<String, BuildArgument> arguments,
        Optional<String> target,
        boolean squash,
        boolean buildkit,
        boolean includeGit,
        List<BuildSecret> secrets,
        List<String> ulimits) {}
