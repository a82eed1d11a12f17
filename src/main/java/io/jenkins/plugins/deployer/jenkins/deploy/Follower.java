package io.jenkins.plugins.deployer.jenkins.deploy;

/** Who waits for a deployment to end. Called by the threads that deploy; does not throw. */
public interface Follower {
    /** A line for people. */
    void tell(String line);

    /** It is over and recorded. Called once. */
    void ended(RecordedDeployment deployment);
}
