package io.jenkins.plugins.deployer.host;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectStreamLocal;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One SSH connection to a host, made when first needed, shared by everything that talks to the host, and made again
 * after a break. Safe for use by several threads; calls may be interrupted; keeps only daemon threads.
 */
public final class Ssh implements AutoCloseable {
    private static final int OPEN_CHANNEL_MILLIS = 10_000;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final int MOST_DOUBLINGS = 5;

    private final SshAddress address;
    private final SshLogin login;
    private final ExecutorService background;
    private Optional<CompletableFuture<SshLogin.Sessions>> sessions = Optional.empty();
    private int failures;
    private long notBefore;
    private int streams;
    private long idleSince = System.nanoTime();
    private boolean retired;
    private boolean closed;

    Ssh(SshAddress address, HostReach reach) {
        this.address = address.withoutPath();
        login = new SshLogin(reach);
        background = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "SSH to " + this.address.host());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Waits until there is a connection, making one if there is none. */
    void connect() throws EngineException, InterruptedException {
        session();
    }

    private Session session() throws EngineException, InterruptedException {
        return result(connection()).last();
    }

    private synchronized CompletableFuture<SshLogin.Sessions> connection() throws EngineException {
        if (closed) {
            throw EngineException.lasting("the connection to " + address + " is closed", null);
        }
        if (sessions.isEmpty() || isBroken(sessions.get())) {
            sessions = Optional.of(start(this::login));
        }
        return sessions.get();
    }

    private static boolean isBroken(CompletableFuture<SshLogin.Sessions> sessions) {
        return sessions.isCompletedExceptionally()
                || (sessions.isDone() && !sessions.join().isUp());
    }

    /** After failures it waits longer each time, so that a host in trouble is not flooded; a success forgets them. */
    private SshLogin.Sessions login() throws EngineException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(pause());
        try {
            SshLogin.Sessions opened = login.open(address);
            succeeded(opened);
            return opened;
        } catch (EngineException e) {
            failed();
            throw e;
        }
    }

    private synchronized long pause() {
        return failures == 0 ? 0 : notBefore - System.nanoTime();
    }

    private synchronized void succeeded(SshLogin.Sessions opened) {
        failures = 0;
        if (closed) {
            opened.disconnect();
        }
    }

    private synchronized void failed() {
        long pause = FIRST_PAUSE_MILLIS << Math.min(failures, MOST_DOUBLINGS);
        notBefore = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
        failures++;
    }

    /**
     * Connects to a unix socket on the host.
     *
     * @param path absolute
     * @throws EngineException with status 0 if the host cannot be reached or does not connect to the socket
     */
    public ByteStream openSocket(String path) throws EngineException, InterruptedException {
        return tryOpenSocket(path)
                .orElseThrow(() -> EngineException.passing(
                        address.host() + " does not connect to its socket " + path
                                + "; is there such a socket, may this user open it, and does sshd allow"
                                + " AllowStreamLocalForwarding?",
                        null));
    }

    /** The same; empty if the host is reached and refuses. */
    Optional<ByteStream> tryOpenSocket(String path) throws EngineException, InterruptedException {
        Session session = session();
        try {
            return tryOpenSocket(path, session);
        } catch (EngineException e) {
            if (session.isConnected()) {
                throw e;
            }
            // It broke before anything was said on it, most often long ago and unnoticed.
            return tryOpenSocket(path, session());
        }
    }

    private Optional<ByteStream> tryOpenSocket(String path, Session session)
            throws EngineException, InterruptedException {
        CompletableFuture<Optional<ByteStream>> opening = start(() -> {
            Channel channel = channel(session, "direct-streamlocal@openssh.com");
            ((ChannelDirectStreamLocal) channel).setSocketPath(path);
            try {
                return Optional.of(counted(ended -> ChannelStream.connect(channel, OPEN_CHANNEL_MILLIS, ended)));
            } catch (JSchException e) {
                throwIfBroken(session, e);
                return Optional.empty();
            }
        });
        try {
            return result(opening);
        } catch (InterruptedException e) {
            opening.thenAccept(late -> late.ifPresent(ByteStream::close));
            throw e;
        }
    }

    /**
     * Starts a command on the host, which the user's login shell there interprets: quote what is not a constant.
     *
     * @throws EngineException with status 0 if the host cannot be reached or allows no further session
     */
    public SshCommand exec(String command) throws EngineException, InterruptedException {
        return tryExec(command)
                .orElseThrow(() -> EngineException.passing(
                        address.host() + " starts no further command on this connection; is sshd's MaxSessions reached,"
                                + " or does it not allow commands for this user?",
                        null));
    }

    /** The same; empty if the host is reached and refuses. */
    Optional<SshCommand> tryExec(String command) throws EngineException, InterruptedException {
        Session session = session();
        CompletableFuture<Optional<SshCommand>> starting = start(() -> {
            ChannelExec channel = (ChannelExec) channel(session, "exec");
            channel.setCommand(command);
            try {
                return Optional.of(counted(ended -> SshCommand.start(channel, OPEN_CHANNEL_MILLIS, ended)));
            } catch (JSchException e) {
                throwIfBroken(session, e);
                return Optional.empty();
            }
        });
        try {
            return result(starting);
        } catch (InterruptedException e) {
            starting.thenAccept(late -> late.ifPresent(SshCommand::close));
            throw e;
        }
    }

    private interface Opening<T extends ByteStream> {
        T open(Runnable ended) throws JSchException, IOException;
    }

    private <T extends ByteStream> T counted(Opening<T> opening) throws JSchException, IOException {
        began();
        boolean open = false;
        try {
            T stream = opening.open(this::ended);
            open = true;
            return stream;
        } finally {
            if (!open) {
                ended();
            }
        }
    }

    private synchronized void began() {
        streams++;
    }

    private synchronized void ended() {
        streams--;
        idleSince = System.nanoTime();
        if (retired) {
            disconnectIfIdle();
        }
    }

    private void disconnectIfIdle() {
        if (streams == 0) {
            sessions.ifPresent(connection -> connection.thenAccept(SshLogin.Sessions::disconnect));
            sessions = Optional.empty();
        }
    }

    /** For how long nothing has gone on over it. */
    synchronized Duration idle() {
        return streams > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - idleSince);
    }

    /** From now on there is a connection only while something goes on over it. */
    synchronized void retire() {
        retired = true;
        disconnectIfIdle();
    }

    private Channel channel(Session session, String type) throws EngineException {
        try {
            Channel channel = session.openChannel(type);
            if (channel != null) {
                return channel;
            }
        } catch (JSchException e) {
            throw broken(e);
        }
        throw broken(null);
    }

    /** A connection that has just broken may not know it yet: only who writes to it finds out at once. */
    private void throwIfBroken(Session session, JSchException e) throws EngineException {
        if (!takesWords(session)) {
            session.disconnect();
            throw broken(e);
        }
    }

    /** The library declares no other exception than {@link Exception}. */
    private static boolean takesWords(Session session) {
        try {
            session.sendKeepAliveMsg();
            return session.isConnected();
        } catch (Exception e) {
            return false;
        }
    }

    private EngineException broken(JSchException e) {
        return EngineException.passing("the SSH connection to " + address.host() + " broke", e);
    }

    /** What may block without heeding an interrupt, in a thread that nobody interrupts. */
    private <T> CompletableFuture<T> start(Task<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        background.execute(() -> {
            try {
                result.complete(task.run());
            } catch (IOException | InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private interface Task<T> {
        T run() throws IOException, InterruptedException;
    }

    private <T> T result(CompletableFuture<T> running) throws EngineException, InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException failure) {
                throw failure;
            }
            throw EngineException.passing(
                    "the SSH connection to " + address.host() + " broke (" + e.getCause() + ")", e.getCause());
        }
    }

    /** Ends the connection and all that goes on over it. */
    @Override
    public void close() {
        Optional<CompletableFuture<SshLogin.Sessions>> last;
        synchronized (this) {
            closed = true;
            last = sessions;
        }
        last.ifPresent(connection -> connection.thenAccept(SshLogin.Sessions::disconnect));
        background.shutdown();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
