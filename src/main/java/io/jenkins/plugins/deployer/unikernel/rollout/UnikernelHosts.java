package io.jenkins.plugins.deployer.unikernel.rollout;

/** Finds a host of unikernels by its name in the rules. Used by several threads. */
@FunctionalInterface
public interface UnikernelHosts {
    /**
     * Does not wait for a connection.
     *
     * @throws UnikernelHostException if there is no way to reach it, or no login for it
     */
    UnikernelHost host(String name) throws UnikernelHostException;
}
