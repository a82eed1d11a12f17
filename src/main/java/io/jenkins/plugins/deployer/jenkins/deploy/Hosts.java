package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.service.Digests;
import io.jenkins.plugins.deployer.service.DockerClient;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelBinaries;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;

/** How hosts are reached, and who deployments on them are at registries. Used by several threads. */
public interface Hosts {
    /**
     * The engine of a host; does not wait for a connection.
     *
     * @throws EngineException if there is no way to reach it, or no login for it any longer
     */
    Engine engine(DeployHost host) throws EngineException;

    /**
     * What a host of unikernels does; does not wait for a connection.
     *
     * @throws UnikernelHostException if there is no way to reach it, or no login for it any longer
     */
    UnikernelHost unikernels(DeployHost host) throws UnikernelHostException;

    /** Takes unikernels out of images with these logins. */
    UnikernelBinaries binaries(DeployHost host);

    /** Who we are at registries for what is deployed on a host. */
    Logins logins(DeployHost host);

    /** The docker client for a host, for what the engine's API does not do. */
    DockerClient client(DeployHost host);

    /** Resolves names of images with these logins. */
    Digests digests(DeployHost host);
}
