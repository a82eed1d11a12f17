package io.jenkins.plugins.deployer.unikernel.albatross;

import io.jenkins.plugins.deployer.host.Dialer;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.StreamSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A TLS endpoint (daemon/albatross_tls_endpoint.ml): TLS 1.3, the command in the certificate of this side. As in
 * Albatross' own client the server's certificate must be from the authority that is given, and its name does not matter:
 * such an authority vouches for Albatross servers alone.
 */
record TlsWay(String host, int port, Identity identity, ServerTrust trust, Dialer dialer, TimeLimits limits)
        implements Way {
    private static final String[] PROTOCOLS = {"TLSv1.3"};

    /** A certificate of TLS has a length of three bytes; the rest of the chain needs some. */
    private static final long MOST = (1 << 24) - (64 << 10);

    @Override
    public Conversation open(Name name, Request request, Filling filling) throws IOException {
        SSLContext context = context(name, request, filling);
        Socket socket = connected();
        try {
            socket.setSoTimeout((int) limits.connecting().toMillis());
            LastWords words = new LastWords(socket);
            SSLSocket secured =
                    (SSLSocket) context.getSocketFactory().createSocket(new StreamSocket(words), host, port, true);
            secured.setEnabledProtocols(PROTOCOLS);
            shakeHands(secured);
            return new Conversation(secured, socket, words::isDeaf);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The server does nothing before its end. */
    private void shakeHands(SSLSocket secured) throws IOException {
        try {
            secured.startHandshake();
        } catch (IOException e) {
            throw Faults.inHandshake(toString(), e);
        }
    }

    private SSLContext context(Name name, Request request, Filling filling) throws IOException {
        if (!name.path().equals(identity.path())) {
            throw AlbatrossException.unfit(
                    this + ": the certificate is for " + new Name(identity.path(), Optional.empty()) + ", and not for "
                            + name,
                    null);
        }
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        filling.writeTo(image);
        try {
            Identity.Leaf leaf = identity.leaf(name, request.extension(Optional.of(image.toByteArray())));
            SSLContext context = SSLContext.getInstance(PROTOCOLS[0]);
            context.init(new KeyManager[] {new LeafKeys(leaf)}, trust.managers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw AlbatrossException.unfit(
                    this + ": no certificate could be made for the command: " + e.getMessage(), e);
        }
    }

    private Socket connected() throws IOException {
        try {
            return dialer.connect(InetSocketAddress.createUnresolved(host, port), (int)
                    limits.connecting().toMillis());
        } catch (EngineException e) {
            throw new AlbatrossException(
                    AlbatrossException.Kind.UNREACHABLE, this + " cannot be reached: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new AlbatrossException(
                    AlbatrossException.Kind.UNREACHABLE,
                    this + " cannot be reached (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); is albatross-tls-endpoint running there, and does a firewall let this port through?",
                    e);
        }
    }

    @Override
    public List<String> path() {
        return identity.path();
    }

    @Override
    public Way under(String label, Policy policy) throws AlbatrossException {
        try {
            return new TlsWay(host, port, identity.under(label, policy), trust, dialer, limits);
        } catch (GeneralSecurityException e) {
            throw AlbatrossException.unfit(
                    this + ": no certificate could be made for " + label + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean streamsImages() {
        return true;
    }

    @Override
    public long mostInCommand() {
        return MOST;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
