package io.jenkins.plugins.deployer.host;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Logs in to one host, through others if the configuration says so, and says in a sentence what stands in the way.
 * Blocks without heeding interrupts, so it is called in a thread of its own.
 */
final class SshLogin {
    private static final int DEEPEST_JUMP = 8;
    /** Fast ones first: elliptic curves take milliseconds where the large groups behind them take a tenth of a second. */
    private static final String KEY_EXCHANGES = "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,"
            + "ecdh-sha2-nistp384,ecdh-sha2-nistp521,diffie-hellman-group14-sha256,diffie-hellman-group16-sha512,"
            + "diffie-hellman-group-exchange-sha256";

    private static final String HOST_KEYS =
            "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,rsa-sha2-256";

    private final HostReach reach;

    SshLogin(HostReach reach) {
        this.reach = reach;
    }

    /** The sessions of one login: the one that was asked for last, those that it goes through before it. */
    record Sessions(List<Session> all) {
        Session last() {
            return all.get(all.size() - 1);
        }

        boolean isUp() {
            return all.stream().allMatch(Session::isConnected);
        }

        void disconnect() {
            for (int i = all.size() - 1; i >= 0; i--) {
                all.get(i).disconnect();
            }
        }
    }

    Sessions open(SshAddress address) throws EngineException {
        List<Session> sessions = new ArrayList<>();
        try {
            open(address, sessions, 0);
            return new Sessions(List.copyOf(sessions));
        } catch (EngineException e) {
            new Sessions(sessions).disconnect();
            throw e;
        }
    }

    private void open(SshAddress address, List<Session> sessions, int depth) throws EngineException {
        if (depth > DEEPEST_JUMP) {
            throw EngineException.lasting(
                    "the SSH configuration's ProxyJump for " + address.host() + " never ends", null);
        }
        SshTarget target = SshTarget.of(address, reach.login());
        boolean first = true;
        for (SshAddress jump : target.jumps()) {
            if (first) {
                open(jump, sessions, depth + 1);
            } else {
                login(SshTarget.of(jump, reach.login()), sessions);
            }
            first = false;
        }
        login(target, sessions);
    }

    /** Through the last of the sessions, if there is one. */
    private void login(SshTarget target, List<Session> sessions) throws EngineException {
        JSch jsch = new JSch();
        SshKeys keys = SshKeys.of(jsch, target);
        KnownHosts knownHosts = KnownHosts.of(target);
        int timeout = Math.toIntExact(target.connectTimeout().toMillis());
        try {
            Session session = jsch.getSession(target.user(), target.host(), target.port());
            session.setSocketFactory(
                    sessions.isEmpty()
                            ? new Dialed(reach.dialer(), timeout)
                            : new Through(sessions.get(sessions.size() - 1), timeout));
            session.setDaemonThread(true);
            session.setHostKeyAlias(target.knownAs());
            session.setHostKeyRepository(knownHosts);
            session.setIdentityRepository(keys);
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            session.setConfig("kex", KEY_EXCHANGES);
            session.setConfig("CheckKexes", "");
            session.setConfig("CheckCiphers", "");
            session.setConfig("CheckSignatures", "");
            session.setConfig("server_host_key", HOST_KEYS);
            session.setConfig("PubkeyAcceptedAlgorithms", HOST_KEYS);
            session.setServerAliveCountMax(target.aliveCount());
            session.connect(timeout);
            session.setServerAliveInterval(
                    Math.toIntExact(target.aliveInterval().toMillis()));
            sessions.add(session);
        } catch (JSchException e) {
            throw explained(e, target, keys, knownHosts);
        }
    }

    private static EngineException explained(JSchException e, SshTarget target, SshKeys keys, KnownHosts knownHosts) {
        if (knownHosts.refusal().isPresent()) {
            return EngineException.lasting(knownHosts.refusal().get(), e);
        }
        String where = target.host() + " port " + target.port();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EngineException known) {
                return known;
            } else if (cause instanceof UnknownHostException) {
                return EngineException.passing("no address is known for the host " + target.host(), e);
            } else if (cause instanceof SocketTimeoutException) {
                return EngineException.passing(
                        where + " does not answer within "
                                + target.connectTimeout().toSeconds()
                                + " s; is the host up, and does a firewall let SSH through?",
                        e);
            } else if (cause instanceof NoRouteToHostException) {
                return EngineException.passing("there is no route to " + where + "; is the network up?", e);
            } else if (cause instanceof ConnectException) {
                return EngineException.passing(
                        "nothing listens on " + where + "; is sshd running, and is it this port?", e);
            } else if (cause instanceof JSchAlgoNegoFailException) {
                return EngineException.lasting(
                        where + " and this side have no algorithm in common (" + cause.getMessage()
                                + "); update sshd there",
                        e);
            }
        }
        String said = String.valueOf(e.getMessage());
        if (said.startsWith("Auth ")
                || said.contains("USERAUTH")
                || said.contains("Too many authentication failures")) {
            return EngineException.lasting(
                    target + " does not let this user in: tried " + keys.described()
                            + ". Add the public key to ~/.ssh/authorized_keys of " + target.user()
                            + " there, or " + keys.advice(),
                    e);
        }
        return EngineException.passing("the SSH connection to " + where + " could not be made: " + said, e);
    }

    /** Connections that nobody else of SSH makes. */
    private record Dialed(Dialer dialer, int timeout) implements SocketFactory {
        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return dialer.connect(InetSocketAddress.createUnresolved(host, port), timeout);
        }

        @Override
        public InputStream getInputStream(Socket socket) throws IOException {
            return socket.getInputStream();
        }

        @Override
        public OutputStream getOutputStream(Socket socket) throws IOException {
            return socket.getOutputStream();
        }
    }

    /** Connections that another host makes for this one. */
    private record Through(Session jump, int timeout) implements SocketFactory {
        @Override
        public Socket createSocket(String host, int port) throws IOException {
            try {
                ChannelDirectTCPIP channel = (ChannelDirectTCPIP) jump.openChannel("direct-tcpip");
                channel.setHost(host);
                channel.setPort(port);
                return new StreamSocket(ChannelStream.connect(channel, timeout, () -> {}));
            } catch (JSchException e) {
                throw EngineException.passing(
                        "the jump host " + jump.getHost() + " does not connect to " + host + " port " + port
                                + "; is the host up, and does the jump host's sshd allow forwarding?",
                        e);
            }
        }

        @Override
        public InputStream getInputStream(Socket socket) throws IOException {
            return socket.getInputStream();
        }

        @Override
        public OutputStream getOutputStream(Socket socket) throws IOException {
            OutputStream out = socket.getOutputStream();
            return new FlushedOutput(out);
        }
    }
}
