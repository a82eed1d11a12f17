package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** An engine that listens on a port, with TLS unless the user has not asked for it. */
final class TcpTransport implements Transport {
    private static final System.Logger LOG = System.getLogger(TcpTransport.class.getName());

    private final Endpoint.Tcp endpoint;
    private final Optional<Tls> tls;
    private final Dialer dialer;

    private TcpTransport(Endpoint.Tcp endpoint, Optional<Tls> tls, Dialer dialer) {
        this.endpoint = endpoint;
        this.tls = tls;
        this.dialer = dialer;
    }

    static TcpTransport of(Endpoint.Tcp endpoint, Dialer dialer) throws EngineException {
        Optional<Certificates> certificates = endpoint.tls();
        TcpTransport transport = new TcpTransport(
                endpoint,
                certificates.isPresent() ? Optional.of(certificates.get().tls()) : Optional.empty(),
                dialer);
        if (certificates.isEmpty() && !endpoint.isLoopback()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    transport + " is neither encrypted nor authenticated: who reaches that port is root there. Set"
                            + " DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH, or use ssh://.");
        }
        return transport;
    }

    @Override
    public Socket connect(Runnable dropKept) throws IOException {
        String host = endpoint.host().replaceAll("[\\[\\]]", "");
        Socket socket =
                Transport.dial(dialer, InetSocketAddress.createUnresolved(host, endpoint.port()), this::unconnected);
        return tls.isPresent() ? secured(socket, host, tls.get()) : socket;
    }

    private Socket secured(Socket socket, String host, Tls with) throws IOException {
        try {
            socket.setSoTimeout(CONNECT_MILLIS);
            SSLSocket secured = (SSLSocket) with.sockets().createSocket(socket, host, endpoint.port(), true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return secured;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public String authority() {
        return endpoint.host() + ":" + endpoint.port();
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    private EngineException unconnected(IOException e) {
        if (e instanceof UnknownHostException) {
            return EngineException.passing("no address is known for the host of " + this, e);
        }
        if (e instanceof SocketTimeoutException) {
            return EngineException.passing(
                    this + " does not answer; is the host up, and does a firewall let this port through?", e);
        }
        return EngineException.passing(
                "nothing listens on " + this + " (" + e.getMessage()
                        + "); is the Docker engine there running with --host " + "tcp://…, and is it this port?",
                e);
    }

    @Override
    public Optional<EngineException> explained(IOException e) {
        if (tls.isEmpty()) {
            return Optional.empty();
        }
        String said = String.valueOf(e.getMessage());
        Certificates certificates = endpoint.tls().orElseThrow();
        if (!(e instanceof SSLException)) {
            // Since TLS 1.3 a server that misses a certificate may just hang up on the first request.
            return tls.get().identified() || e instanceof InterruptedIOException
                    ? Optional.empty()
                    : Optional.of(EngineException.passing(
                            this + " hung up without an answer (" + said + "); if it asks for a certificate, put "
                                    + certificates.identityPlace(),
                            e));
        }
        if (said.contains("Received fatal alert") && said.contains("certificate")) {
            return Optional.of(EngineException.lasting(
                    this + " does not accept this side's certificate; put " + certificates.identityPlace()
                            + " from the authority that its --tlscacert names (" + said + ")",
                    e));
        }
        if (said.contains("subject alternative") || said.contains("No name matching")) {
            return Optional.of(EngineException.lasting(
                    this + " shows a certificate that is not for this name; use a name that it is for (" + said + ")",
                    e));
        }
        if (said.contains("PKIX") || said.contains("certificate")) {
            return Optional.of(EngineException.lasting(
                    this + " shows a certificate that " + certificates.authorityPlace()
                            + " does not vouch for, so it may be somebody else; if the engine's authority is new, put its"
                            + " certificate there (" + said + ")",
                    e));
        }
        return Optional.empty();
    }

    @Override
    public ByteStream stream(Runnable dropKept) throws IOException, InterruptedException {
        return new SocketStream(connect(dropKept));
    }

    @Override
    public ClientAccess clientAccess(Runnable dropKept) throws EngineException {
        if (!dialer.equals(Dialer.DIRECT) || endpoint.tls().orElse(null) instanceof CertificateLogin) {
            return ClientAccess.forwarded(() -> stream(dropKept));
        }
        Map<String, String> environment = new HashMap<>(ClientAccess.NOTHING_ELSE);
        environment.put("DOCKER_HOST", toString());
        if (endpoint.tls().orElse(null) instanceof CertificateFiles files) {
            environment.put("DOCKER_TLS_VERIFY", "1");
            environment.put("DOCKER_CERT_PATH", files.directory().toString());
        }
        return new ClientAccess(environment, () -> {});
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
