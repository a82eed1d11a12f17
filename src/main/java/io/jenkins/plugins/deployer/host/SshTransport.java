package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An engine on a host of SSH. Each HTTP connection is a channel of the one SSH connection: to the engine's unix socket
 * where the host's sshd forwards it, otherwise to the docker client there, which passes it on ({@code docker system
 * dial-stdio}).
 */
final class SshTransport implements Transport {
    private static final String DEFAULT_SOCKET = "/var/run/docker.sock";
    /** What needs no quotes in any login shell. */
    private static final Pattern PLAIN_PATH = Pattern.compile("/[A-Za-z0-9/._-]+");

    private final SshAddress address;
    private final Ssh ssh;
    private final String socket;
    private final DialSessions dials;
    private volatile Way way = Way.UNKNOWN;

    private enum Way {
        UNKNOWN,
        FORWARD,
        DIAL
    }

    SshTransport(SshAddress address, Ssh ssh) {
        this.address = address;
        this.ssh = ssh;
        socket = address.path().isEmpty() ? DEFAULT_SOCKET : address.path();
        String client = address.path().isEmpty() ? "docker" : "docker --host unix://" + socket;
        dials = new DialSessions(ssh, address.host(), socket, client + " system dial-stdio");
    }

    /** @throws EngineException if the path of the socket is one that a shell might misunderstand */
    static SshTransport of(SshAddress address, Ssh ssh) throws EngineException {
        if (!address.path().isEmpty() && !PLAIN_PATH.matcher(address.path()).matches()) {
            throw EngineException.lasting(
                    address + ": the path of an engine's socket may have letters, digits, / . _ and - only", null);
        }
        return new SshTransport(address, ssh);
    }

    @Override
    public Socket connect(Runnable dropKept) throws IOException {
        try {
            return new StreamSocket(openStream(dropKept));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting");
        }
    }

    @Override
    public String authority() {
        return "docker";
    }

    private ByteStream openStream(Runnable dropKept) throws EngineException, InterruptedException {
        if (way != Way.DIAL) {
            Optional<ByteStream> forwarded = ssh.tryOpenSocket(socket);
            if (forwarded.isPresent()) {
                way = Way.FORWARD;
                return forwarded.get();
            }
        }
        if (way == Way.FORWARD) {
            throw EngineException.passing(
                    "nothing answers on the socket " + socket + " of " + address.host()
                            + " any more; is the Docker engine there running?",
                    null);
        }
        return dials.open(dropKept, () -> way = Way.DIAL);
    }

    @Override
    public void open() throws EngineException, InterruptedException {
        ssh.connect();
    }

    @Override
    public ByteStream stream(Runnable dropKept) throws IOException, InterruptedException {
        return openStream(dropKept);
    }

    @Override
    public ClientAccess clientAccess(Runnable dropKept) throws EngineException {
        return ClientAccess.forwarded(() -> stream(dropKept));
    }

    /** The SSH connection is not this transport's own, so it stays. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return address.toString();
    }
}
