package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;
import java.util.List;

/** How a server is reached. Its text names the server. */
sealed interface Way permits TlsWay, SocketWay {
    /**
     * Connects and sends a command.
     *
     * @param filling writes as many bytes as the command has room for
     */
    Conversation open(Name name, Request request, Filling filling) throws IOException;

    /** The path that everything on this way is under. */
    List<String> path();

    /** One label further down. */
    Way under(String label, Policy policy) throws AlbatrossException;

    /** Whether an image may follow a command on the connection, if the release can do that. */
    boolean streamsImages();

    /** The most bytes that fit into a command. */
    long mostInCommand();
}
