package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;

/** What is heard after a command, and made of that. */
@FunctionalInterface
interface Talk<T> {
    T with(Conversation conversation) throws IOException;

    /**
     * The sentence for what went wrong.
     *
     * @throws InterruptedException if that was an interrupt
     */
    static AlbatrossException failed(String server, String doing, IOException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted in a conversation with " + server);
        }
        return Faults.explained(server, doing, e);
    }
}
