package io.jenkins.plugins.deployer.host;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Streams to an engine through the docker client on its host. Each is a session of SSH, of which sshd allows ten per
 * connection unless told otherwise (sshd_config(5), MaxSessions), so there are never more than eight, and fewer
 * after the host has refused one.
 */
final class DialSessions {
    private static final int MOST = 8;
    private static final long LONGEST_WAIT_MILLIS = 60_000;
    private static final long PATIENCE_MILLIS = 50;

    private final Ssh ssh;
    private final String host;
    private final String socket;
    private final String command;
    private int allowed = MOST;
    private int open;
    private boolean hasStarted;

    /** @param command what passes its standard input and output on to the engine */
    DialSessions(Ssh ssh, String host, String socket, String command) {
        this.ssh = ssh;
        this.host = host;
        this.socket = socket;
        this.command = command;
    }

    /**
     * Opens a stream, waiting for another to end when there are too many.
     *
     * @param dropKept closes streams that are kept for later
     * @param works told when the engine has said something on the stream
     */
    ByteStream open(Runnable dropKept, Runnable works) throws EngineException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_WAIT_MILLIS);
        while (System.nanoTime() < deadline) {
            if (!take()) {
                dropKept.run();
                continue;
            }
            Optional<SshCommand> started = Optional.empty();
            try {
                started = ssh.tryExec(command);
            } finally {
                if (started.isEmpty()) {
                    give();
                }
            }
            if (started.isPresent()) {
                started();
                return new DialStream(started.get(), host, socket, works, this::give);
            }
            if (!refused()) {
                throw EngineException.lasting(
                        host + " neither forwards to its socket " + socket
                                + " nor starts a command for this user; allow"
                                + " one of them in its sshd_config or the user's authorized_keys",
                        null);
            }
        }
        throw EngineException.passing(host + ": all of its " + allowed() + " sessions are busy", null);
    }

    private synchronized boolean take() throws InterruptedException {
        if (open >= allowed) {
            TimeUnit.MILLISECONDS.timedWait(this, PATIENCE_MILLIS);
        }
        boolean taken = open < allowed;
        open += taken ? 1 : 0;
        return taken;
    }

    private synchronized void give() {
        open--;
        notifyAll();
    }

    private synchronized void started() {
        hasStarted = true;
    }

    /**
     * The host allows no more than there are, which is a way to go on. If there are none, one that has just ended may still
     * count there, unless there was never any.
     */
    private synchronized boolean refused() throws InterruptedException {
        allowed = Math.max(1, open);
        if (open == 0 && hasStarted) {
            TimeUnit.MILLISECONDS.timedWait(this, PATIENCE_MILLIS);
        }
        return open > 0 || hasStarted;
    }

    private synchronized int allowed() {
        return allowed;
    }
}
