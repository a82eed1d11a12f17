package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What was written and has not been sent yet. Who writes waits only while it is full; who sends takes all there is at
 * once, so that small writes travel together. Waiting for room can be interrupted and times out.
 */
final class Outbox extends OutputStream {
    private static final int CAPACITY = 256 * 1024;

    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private final long timeoutMillis;
    private boolean finished;
    private Optional<String> fault = Optional.empty();

    /** @param timeoutMillis how long a write waits for room */
    Outbox(long timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        while (from < offset + length) {
            awaitRoom();
            int count = Math.min(CAPACITY - waiting.size(), offset + length - from);
            waiting.write(bytes, from, count);
            from += count;
            notifyAll();
        }
    }

    private void awaitRoom() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (fault.isEmpty() && !finished && waiting.size() >= CAPACITY) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                fail("nothing was taken within " + timeoutMillis + " ms");
                throw new SocketTimeoutException(fault.get());
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while sending");
            }
        }
        if (fault.isPresent()) {
            throw new IOException(fault.get());
        }
        if (finished) {
            throw new IOException("the stream was closed");
        }
    }

    /** Takes what there is, waiting until there is something; empty: nothing more will follow. */
    synchronized byte[] take() throws InterruptedException {
        while (waiting.size() == 0 && !finished && fault.isEmpty()) {
            wait();
        }
        byte[] taken = fault.isPresent() ? new byte[0] : waiting.toByteArray();
        waiting.reset();
        notifyAll();
        return taken;
    }

    /** Nothing more can be sent: what waits is dropped, who writes is told why. */
    synchronized void fail(String why) {
        if (fault.isEmpty()) {
            fault = Optional.of(why);
        }
        waiting.reset();
        notifyAll();
    }

    synchronized boolean hasFailed() {
        return fault.isPresent();
    }

    /** Nothing more will be written; what waits is sent. */
    @Override
    public synchronized void close() {
        finished = true;
        notifyAll();
    }
}
