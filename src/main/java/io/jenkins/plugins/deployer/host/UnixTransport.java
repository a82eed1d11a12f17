package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An engine that listens on a unix socket, of this machine if the connections are made here. */
record UnixTransport(Path socket, Dialer dialer) implements Transport {
    @Override
    public Socket connect(Runnable dropKept) throws IOException {
        return Transport.dial(dialer, UnixDomainSocketAddress.of(socket), this::unconnected);
    }

    @Override
    public String authority() {
        return "docker";
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    public ByteStream stream(Runnable dropKept) throws IOException, InterruptedException {
        return new SocketStream(connect(dropKept));
    }

    @Override
    public ClientAccess clientAccess(Runnable dropKept) throws EngineException {
        if (!dialer.equals(Dialer.DIRECT)) {
            return ClientAccess.forwarded(() -> stream(dropKept));
        }
        Map<String, String> environment = new HashMap<>(ClientAccess.NOTHING_ELSE);
        environment.put("DOCKER_HOST", toString());
        return new ClientAccess(environment, () -> {});
    }

    private EngineException unconnected(IOException e) {
        if (dialer.equals(Dialer.DIRECT) && !Files.exists(socket)) {
            return EngineException.passing(
                    "there is no socket " + socket + "; is the Docker engine running, and is this its socket?", e);
        }
        if (String.valueOf(e.getMessage()).contains("Permission denied")) {
            return EngineException.lasting(
                    "this user may not open " + socket
                            + "; add the user to the group that owns it (usually docker) and log in again",
                    e);
        }
        return EngineException.passing(
                "nothing answers on " + socket + " (" + e.getMessage() + "); is the Docker engine running?", e);
    }

    @Override
    public String toString() {
        return "unix://" + socket;
    }
}
