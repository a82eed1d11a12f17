package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Why an agent got no connection. */
enum FarFault {
    NONE,
    UNKNOWN_HOST,
    NO_ANSWER,
    NO_ROUTE,
    NOBODY_LISTENS,
    NO_SOCKET,
    NOT_ALLOWED,
    OTHER;

    static FarFault of(IOException e, FarAddress address) {
        if (e instanceof UnknownHostException) {
            return UNKNOWN_HOST;
        } else if (e instanceof SocketTimeoutException) {
            return NO_ANSWER;
        } else if (e instanceof NoRouteToHostException) {
            return NO_ROUTE;
        } else if (String.valueOf(e.getMessage()).contains("Permission denied")) {
            return NOT_ALLOWED;
        } else if (address.isSocket() && !Files.exists(Path.of(address.socket()))) {
            return NO_SOCKET;
        }
        return e instanceof ConnectException ? NOBODY_LISTENS : OTHER;
    }

    /** Whether it stays so until somebody changes something. */
    boolean isLasting() {
        return this == NOT_ALLOWED;
    }

    /** @param said the words of Java's exception */
    String sentence(FarAddress address, String said) {
        return switch (this) {
            case NONE -> "there is a connection";
            case UNKNOWN_HOST -> "no address is known there for the host " + address.host();
            case NO_ANSWER -> "it does not answer; is the host up, and does a firewall let this port through?";
            case NO_ROUTE -> "there is no route from there; is the network up?";
            case NOBODY_LISTENS ->
                "nothing listens there; is it running, and is it this " + (address.isSocket() ? "socket?" : "port?");
            case NO_SOCKET -> "there is no such socket; is the Docker engine there running, and is this its socket?";
            case NOT_ALLOWED ->
                "the agent's user may not open it; add that user to the group that owns it (usually"
                        + " docker) and start the agent again";
            case OTHER -> said.isEmpty() ? "it gives no reason" : said;
        };
    }
}
