package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.process.Command;
import java.nio.file.Path;
import java.util.Map;

/**
 * A docker command line client that reaches the engine.
 *
 * @param program where it is
 * @param environment what it is run with in addition, {@code DOCKER_HOST} for example
 * @param version its own
 * @param hasBuildx whether it has the buildx component
 */
record DockerClient(Path program, Map<String, String> environment, DockerVersion version, boolean hasBuildx) {
    /** From this on the client leaves BuildKit to buildx (docs.docker.com/engine/release-notes/23.0). */
    private static final int WITHOUT_BUILDKIT = 23;

    DockerClient {
        environment = Map.copyOf(environment);
    }

    /** Whether BuildKit of the engine can be used through it. */
    boolean canUseBuildKit() {
        return hasBuildx || hasBuildKitItself();
    }

    /** Whether it needs no buildx for BuildKit. */
    boolean hasBuildKitItself() {
        return version.major() < WITHOUT_BUILDKIT;
    }

    /** A command line of this client. */
    Command command(String... arguments) {
        return Command.of(program.toString(), arguments).withEnvironment(environment);
    }

    @Override
    public String toString() {
        return program + " (" + version + (hasBuildx ? " with buildx)" : ")");
    }
}
