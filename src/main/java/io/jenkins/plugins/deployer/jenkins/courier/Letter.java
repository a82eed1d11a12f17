package io.jenkins.plugins.deployer.jenkins.courier;

/** Something to tell. What it says is decided when it is delivered, so that it is never older than it must be. */
public interface Letter {
    /** One attempt: a few requests, each with a time limit. May block; called by one thread at a time. */
    Delivery deliver() throws InterruptedException;

    /** It will not arrive. Called once, instead of a further attempt. */
    void dropped(String why);
}
