package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Unconnected sockets of one kind: the only way in which the HTTP client asks for them. */
final class EngineSockets extends SocketFactory {
    private final Source source;

    EngineSockets(Source source) {
        this.source = source;
    }

    /** Makes one socket that is not connected yet. */
    interface Source {
        Socket open() throws IOException;
    }

    @Override
    public Socket createSocket() throws IOException {
        return source.open();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("sockets of an engine are connected after they are made");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        return createSocket(String.valueOf(host), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        return createSocket(host, port);
    }
}
