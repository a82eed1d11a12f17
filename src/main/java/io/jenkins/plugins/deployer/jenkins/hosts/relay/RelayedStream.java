package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import io.jenkins.plugins.deployer.host.ByteStream;
import io.jenkins.plugins.deployer.host.Inbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection that an agent has made, on the controller. Reads and writes here never wait for the agent itself, so
 * they can be interrupted and time out; a daemon thread passes on what was written. When the agent is gone, reads and
 * writes fail with a sentence that names it.
 */
final class RelayedStream implements ByteStream, NearEnd {
    /** More than a chunk of the agent: whoever sends longer ones is not the agent's side of this. */
    private static final int LONGEST_CHUNK = 1024 * 1024;
    /** How many milliseconds longer than for its connection an agent's answer may take: it may have to load classes. */
    private static final int GRACE_MILLIS = 20_000;

    private static final long WRITE_MILLIS = 60_000;

    private final String agent;
    private final Inbox inbox = new Inbox();
    private final OutputStream received = inbox.received();
    private final Outbox outbox = new Outbox(WRITE_MILLIS);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<FarEnd> far = new CompletableFuture<>();
    private volatile Runnable unwatch = () -> {};

    private RelayedStream(String agent) {
        this.agent = agent;
    }

    /** An agent's answer that is no connection. */
    static final class Unconnected extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient FarAnswer answer;

        Unconnected(FarAnswer answer) {
            this.answer = answer;
        }

        FarAnswer answer() {
            return answer;
        }
    }

    /**
     * Has an agent connect.
     *
     * @param timeout milliseconds
     * @throws Unconnected if the agent gets no connection
     * @throws IOException if the agent is gone or says nothing; after an interrupt an {@code InterruptedIOException},
     *     with the interrupt status set
     */
    static RelayedStream open(DeployAgent agent, FarAddress address, int timeout) throws IOException {
        RelayedStream stream = new RelayedStream(agent.name());
        CompletableFuture<FarAnswer> answer = stream.ask(agent, address, timeout);
        boolean open = false;
        try {
            FarAnswer answered = answer.get((long) timeout + GRACE_MILLIS, TimeUnit.MILLISECONDS);
            if (answered.end() == null) {
                throw new Unconnected(answered);
            }
            stream.unwatch = agent.whenGone(() -> stream.broke("the deploy agent " + stream.agent + " is gone"));
            stream.far.complete(answered.end());
            daemon("sending through " + stream.agent, stream::send);
            open = true;
            return stream;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting");
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("the deploy agent " + stream.agent + " does not answer");
        } catch (ExecutionException e) {
            throw new IOException("the deploy agent " + stream.agent + " is gone", e.getCause());
        } finally {
            if (!open) {
                stream.close();
                answer.thenAccept(RelayedStream::closeLate);
            }
        }
    }

    private CompletableFuture<FarAnswer> ask(DeployAgent agent, FarAddress address, int timeout) {
        CompletableFuture<FarAnswer> answer = new CompletableFuture<>();
        daemon("connecting through " + this.agent, () -> {
            try {
                answer.complete(agent.open(address, this, timeout));
            } catch (IOException | InterruptedException | RuntimeException e) {
                // A call to another machine throws what it likes; whoever waits for it is told.
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** A connection that came when nobody waited for it any more. */
    private static void closeLate(FarAnswer answer) {
        if (answer.end() != null) {
            closed(answer.end());
        }
    }

    private void send() {
        FarEnd end = far.join();
        try {
            for (byte[] bytes = outbox.take(); bytes.length > 0; bytes = outbox.take()) {
                end.send(bytes);
            }
            if (!outbox.hasFailed()) {
                end.finish();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            // A call to another machine throws what it likes.
            broke("the connection through the deploy agent " + agent + " broke (" + FarAnswer.brief(e.getMessage())
                    + ")");
        }
    }

    @Override
    public boolean received(byte[] bytes) throws IOException {
        if (bytes.length > LONGEST_CHUNK) {
            broke("the deploy agent " + agent + " sends what it should not");
            return false;
        }
        received.write(bytes);
        return !closed.get();
    }

    @Override
    public void ended(String fault) throws IOException {
        if (fault.isEmpty()) {
            received.close();
        } else {
            broke("the connection from the deploy agent " + agent + " broke (" + FarAnswer.brief(fault) + ")");
        }
    }

    private void broke(String why) {
        inbox.fail(why);
        outbox.fail(why);
    }

    @Override
    public InputStream in() {
        return inbox.reader();
    }

    @Override
    public OutputStream out() {
        return outbox;
    }

    @Override
    public void setReadTimeout(int milliseconds) {
        inbox.setReadTimeout(milliseconds);
    }

    /** Does not wait for the agent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            inbox.abandon();
            outbox.fail("the stream was closed");
            unwatch.run();
            if (far.isDone()) {
                daemon("closing through " + agent, () -> closed(far.join()));
            }
        }
    }

    private static void closed(FarEnd end) {
        try {
            end.close();
        } catch (IOException | RuntimeException e) {
            // The agent is gone, and its connections with it.
            return;
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public String toString() {
        return "the deploy agent " + agent;
    }
}
