package io.jenkins.plugins.deployer.service;

/** What was wrong with a new version. */
public enum Fault {
    /** A task, or a unikernel, ended with an error. */
    CRASH(true),
    /** It ended by itself without an error, where a service is meant to stay. */
    EXITED(true),
    /** The image's own health check said so. */
    UNHEALTHY(true),
    /** The health address of the rules did not answer as it should. */
    HEALTH_CHECK(true),
    /**
     * The container could not be started: mostly an executable that is not there. Or the host cannot start this
     * unikernel, though it fits into what the host has.
     */
    NOT_STARTED(true),
    /** A task was killed because it used more memory than it may. */
    OUT_OF_MEMORY(true),
    /** A node could not get the image. */
    IMAGE_MISSING(false),
    /** A node, or the host, would not take it, for example because a volume or a network is missing. */
    REJECTED(false),
    /** No node has what a task asks for. */
    UNSCHEDULABLE(false),
    /** It took longer than it may. */
    TIME_OUT(false),
    /** Swarm rolled back, and nothing says why. */
    UNKNOWN(false);

    private final boolean own;

    Fault(boolean own) {
        this.own = own;
    }

    /** Whether the version itself is to blame, so that trying it again would fail again. */
    public boolean isOwn() {
        return own;
    }
}
