package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private TcpTransport(Endpoint.Tcp endpoint, Optional<Tls> tls) {
        this.endpoint = endpoint;
        this.tls = tls;
    }

    static TcpTransport of(Endpoint.Tcp endpoint) throws EngineException {
        Optional<Path> certificates = endpoint.tls();
        TcpTransport transport = new TcpTransport(
                endpoint, certificates.isPresent() ? Optional.of(Tls.of(certificates.get())) : Optional.empty());
        boolean local = endpoint.host().equals("localhost")
                || endpoint.host().startsWith("127.")
                || endpoint.host().equals("[::1]");
        if (certificates.isEmpty() && !local) {
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
                ChannelSocket.connect(new InetSocketAddress(host, endpoint.port()), CONNECT_MILLIS, this::unconnected);
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
        if (endpoint.tls().isEmpty()) {
            return Optional.empty();
        }
        String said = String.valueOf(e.getMessage());
        Path directory = endpoint.tls().get();
        if (!(e instanceof SSLException)) {
            // Since TLS 1.3 a server that misses a certificate may just hang up on the first request.
            return Files.exists(directory.resolve("cert.pem")) || e instanceof InterruptedIOException
                    ? Optional.empty()
                    : Optional.of(EngineException.passing(
                            this + " hung up without an answer (" + said
                                    + "); if it asks for a certificate, put cert.pem" + " and key.pem into "
                                    + directory,
                            e));
        }
        if (said.contains("Received fatal alert") && said.contains("certificate")) {
            return Optional.of(EngineException.lasting(
                    this + " does not accept this side's certificate; " + directory
                            + " needs a cert.pem and key.pem from" + " the authority that its --tlscacert names ("
                            + said + ")",
                    e));
        }
        if (said.contains("subject alternative") || said.contains("No name matching")) {
            return Optional.of(EngineException.lasting(
                    this + " shows a certificate that is not for this name; use a name that it is for (" + said + ")",
                    e));
        }
        if (said.contains("PKIX") || said.contains("certificate")) {
            return Optional.of(EngineException.lasting(
                    this + " shows a certificate that " + directory.resolve("ca.pem")
                            + " does not vouch for, so it may be somebody else; if the engine's authority is new, put its"
                            + " certificate there (" + said + ")",
                    e));
        }
        return Optional.empty();
    }

    @Override
    public ClientAccess clientAccess(Runnable dropKept) {
        Map<String, String> environment = new HashMap<>(ClientAccess.NOTHING_ELSE);
        environment.put("DOCKER_HOST", toString());
        endpoint.tls().ifPresent(directory -> {
            environment.put("DOCKER_TLS_VERIFY", "1");
            environment.put("DOCKER_CERT_PATH", directory.toString());
        });
        return new ClientAccess(environment, () -> {});
    }

    @Override
    public String toString() {
        return "tcp://" + endpoint.host() + ":" + endpoint.port();
    }
}
