package io.jenkins.plugins.deployer.service;

import java.io.IOException;
import java.util.function.Consumer;

/** The docker client on some machine, with access to a host's engine. Used by several threads. */
@FunctionalInterface
public interface DockerClient {
    /** There is none. */
    DockerClient NONE = (host, run, lines) -> {
        throw new ServiceException("there is no docker client to deploy stacks and compose projects with");
    };

    /**
     * Runs it to its end; blocks. It is killed when the thread is interrupted.
     *
     * @param host the name of the host
     * @param lines gets what it writes
     * @throws ServiceException with its last words if it fails, or with what to do if it cannot be run
     * @throws io.jenkins.plugins.deployer.host.EngineException if the host, or what leads there, does not answer
     */
    void run(String host, ClientRun run, Consumer<String> lines) throws IOException, InterruptedException;
}
