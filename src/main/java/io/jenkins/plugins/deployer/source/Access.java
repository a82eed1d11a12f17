package io.jenkins.plugins.deployer.source;

/** As whom repositories are read. In either case nothing ever asks for a password. */
public enum Access {
    /**
     * As anybody: Git's credential helpers are not used, so that what works here works everywhere. SSH, which knows no
     * anonymous user, still uses the keys of the agent.
     */
    ANONYMOUS,
    /** As the user who runs this, with the credential helpers of the Git configuration. */
    OWN
}
