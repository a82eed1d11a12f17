package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a unikernel writes, as it comes. The server keeps the last 1,024 lines of a name, also after the unikernel has
 * ended or was replaced, and says those first. It never ends by itself while the server is up. Used by one thread;
 * {@link #close} may be called by another, whose call then ends this one's.
 */
public final class Console implements AutoCloseable {
    private final Conversation conversation;
    private final String server;
    private final String doing;
    private boolean ended;

    Console(Conversation conversation, String server, String doing) {
        this.conversation = conversation;
        this.server = server;
        this.doing = doing;
    }

    /**
     * The next line.
     *
     * @param wait how long for at most
     * @return empty if there was none, or if there will be no more
     * @throws AlbatrossException if the connection broke, {@link AlbatrossException.Kind#BROKEN}
     */
    public Optional<ConsoleLine> next(Duration wait) throws AlbatrossException, InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        try {
            while (!ended) {
                Optional<Reply> reply = conversation.next(Duration.ofNanos(end - System.nanoTime()));
                if (reply.isEmpty() || reply.get() instanceof Reply.Failed) {
                    ended = true;
                } else if (reply.get() instanceof Reply.Line line) {
                    return Optional.of(line.line());
                }
            }
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Talk.failed(server, doing, e);
        }
    }

    /**
     * All lines until none has come for some time.
     *
     * @param quiet after how long without a line it is over
     * @param most lines, of which the last ones are returned if there are more
     * @throws AlbatrossException as {@link #next}
     */
    public List<ConsoleLine> untilQuiet(Duration quiet, int most) throws AlbatrossException, InterruptedException {
        List<ConsoleLine> lines = new ArrayList<>();
        for (Optional<ConsoleLine> line = next(quiet); line.isPresent(); line = next(quiet)) {
            lines.add(line.get());
            if (lines.size() >= 2 * most) {
                return List.copyOf(lines.subList(lines.size() - most, lines.size()));
            }
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - most), lines.size()));
    }

    /** Whether the server has ended it; with the server, the connection. */
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() throws AlbatrossException {
        try {
            conversation.close();
        } catch (IOException e) {
            throw Faults.explained(server, doing, e);
        }
    }
}
