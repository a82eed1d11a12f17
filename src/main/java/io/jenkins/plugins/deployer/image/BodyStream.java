package io.jenkins.plugins.deployer.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an HTTP answer while it arrives. Unlike the stream of the HTTP client it ends with an error when nothing
 * has come for a while, and when the reading thread is interrupted. To be read by one thread; may be closed by another.
 */
final class BodyStream extends InputStream implements BodySubscriber<BodyStream> {
    private final Deadline deadline;
    private final Duration patience;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final Deque<ByteBuffer> here = new ArrayDeque<>();
    private Event end;

    private sealed interface Event {
        record Data(List<ByteBuffer> buffers) implements Event {}

        record Complete() implements Event {}

        record Broken(Throwable cause) implements Event {}
    }

    /** @param patience how long nothing may come */
    BodyStream(Deadline deadline, Duration patience) {
        this.deadline = deadline;
        this.patience = patience;
    }

    @Override
    public CompletionStage<BodyStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        if (subscription.complete(newSubscription)) {
            newSubscription.request(1);
        } else {
            newSubscription.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        events.add(new Event.Data(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        events.add(new Event.Broken(cause));
    }

    @Override
    public void onComplete() {
        events.add(new Event.Complete());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (here.isEmpty()) {
            if (end == null) {
                take();
            } else if (end instanceof Event.Broken broken) {
                throw new IOException(broken.cause().getMessage(), broken.cause());
            } else {
                return -1;
            }
        }
        ByteBuffer buffer = here.peek();
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        if (!buffer.hasRemaining()) {
            here.remove();
        }
        return count;
    }

    /** Ends the connection unless the body was read to its end. */
    @Override
    public void close() {
        if (!subscription.cancel(false)) {
            subscription.thenAccept(Flow.Subscription::cancel);
        }
        events.add(new Event.Broken(new IOException("the stream was closed")));
    }

    private void take() throws IOException {
        Duration wait = deadline.leftUpTo(patience);
        Event event;
        try {
            event = events.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
        if (event == null) {
            close();
            throw new HttpTimeoutException("nothing came for " + wait.toSeconds() + " s");
        }
        if (event instanceof Event.Data data) {
            data.buffers().stream().filter(ByteBuffer::hasRemaining).forEach(here::add);
            subscription.join().request(1);
        } else {
            end = event;
        }
    }
}
