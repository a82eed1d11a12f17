package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What has been received and nobody has read yet. Often one thread receives for several readers and must not be held up
 * by a slow one, so it takes a lot before it blocks. Reads can be interrupted and time out.
 */
public final class Inbox {
    /** More than any answer of an engine but a very long log, whose reader is never far behind. */
    private static final int CAPACITY = 16 * 1024 * 1024;

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int size;
    private int consumed;
    private boolean ended;
    private Optional<String> fault = Optional.empty();
    private boolean abandoned;
    private volatile int readTimeout;

    /** @param milliseconds how long a read waits for the next byte; 0: for ever */
    public void setReadTimeout(int milliseconds) {
        readTimeout = milliseconds;
    }

    int readTimeout() {
        return readTimeout;
    }

    /** Nothing more will be read: who waits is woken, what arrives is dropped. */
    public synchronized void abandon() {
        abandoned = true;
        waiting.clear();
        notifyAll();
    }

    /** Nothing more can be received: who has read what there was is told why. */
    public synchronized void fail(String why) {
        if (!ended && fault.isEmpty()) {
            fault = Optional.of(why);
        }
        notifyAll();
    }

    /** Where what is received goes; closing it is the end of the stream. */
    public OutputStream received() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                append(Arrays.copyOfRange(bytes, offset, offset + length));
            }

            @Override
            public void close() {
                end();
            }
        };
    }

    private synchronized void append(byte[] bytes) throws IOException {
        while (size > CAPACITY && !abandoned && !ended && fault.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while receiving");
            }
        }
        if (!abandoned && bytes.length > 0) {
            waiting.add(bytes);
            size += bytes.length;
            notifyAll();
        }
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits until nothing more can arrive. */
    public synchronized void awaitEnd() throws InterruptedException {
        while (!ended && !abandoned && fault.isEmpty()) {
            wait();
        }
    }

    public InputStream reader() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return length == 0 ? 0 : take(bytes, offset, length);
            }

            @Override
            public int available() {
                synchronized (Inbox.this) {
                    return size;
                }
            }

            @Override
            public void close() {
                abandon();
            }
        };
    }

    private synchronized int take(byte[] bytes, int offset, int length) throws IOException {
        awaitBytes();
        byte[] first = waiting.peek();
        if (first == null) {
            return -1;
        }
        int count = Math.min(length, first.length - consumed);
        System.arraycopy(first, consumed, bytes, offset, count);
        consumed += count;
        size -= count;
        if (consumed == first.length) {
            waiting.remove();
            consumed = 0;
        }
        notifyAll();
        return count;
    }

    private void awaitBytes() throws IOException {
        long timeout = TimeUnit.MILLISECONDS.toNanos(readTimeout);
        long deadline = System.nanoTime() + timeout;
        try {
            while (waiting.isEmpty() && !ended && !abandoned && fault.isEmpty()) {
                long left = deadline - System.nanoTime();
                if (timeout == 0) {
                    wait();
                } else if (left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } else {
                    throw new SocketTimeoutException("nothing received within " + readTimeout + " ms");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while receiving");
        }
        if (abandoned) {
            throw new IOException("the stream was closed");
        }
        if (waiting.isEmpty() && fault.isPresent()) {
            throw new IOException(fault.get());
        }
    }
}
