package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;

/**
 * Where an agent is to connect.
 *
 * @param host a name, which is looked up on the agent; empty for a unix socket
 * @param socket the path of a unix socket of the agent's machine; empty for a port
 */
record FarAddress(String host, int port, String socket) implements Serializable {
    static FarAddress of(SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress unix) {
            return new FarAddress("", 0, unix.getPath().toString());
        }
        InetSocketAddress internet = (InetSocketAddress) address;
        return new FarAddress(internet.getHostString(), internet.getPort(), "");
    }

    boolean isSocket() {
        return !socket.isEmpty();
    }

    SocketAddress resolved() throws UnknownHostException {
        return isSocket()
                ? UnixDomainSocketAddress.of(socket)
                : new InetSocketAddress(InetAddress.getByName(host), port);
    }

    @Override
    public String toString() {
        return isSocket() ? "its socket " + socket : host + " port " + port;
    }
}
