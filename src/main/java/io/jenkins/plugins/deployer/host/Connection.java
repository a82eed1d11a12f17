package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all conversations with one endpoint share: the sockets that are kept for the next request, and the API version
 * its engine asked for. HTTP is the affair of HttpCore, without the client that usually stands on it: a whole client takes
 * as long to load as an SSH connection takes to be made. Safe for use by several threads.
 */
final class Connection implements AutoCloseable {
    private static final int MOST_KEPT = 8;

    private final Transport transport;
    private final Deque<KeptSocket> kept = new ArrayDeque<>();
    private final Set<KeptSocket> busy = ConcurrentHashMap.newKeySet();
    private volatile Optional<String> apiVersion = Optional.empty();
    private final AtomicInteger clients = new AtomicInteger();
    private volatile long idleSince = System.nanoTime();
    private volatile boolean retired;
    private volatile boolean closed;

    Connection(Transport transport) {
        this.transport = transport;
    }

    /** Opens what can be opened ahead of the first call. */
    void open() throws EngineException, InterruptedException {
        transport.open();
    }

    /** What to make of an answer. */
    interface Reading<T> {
        T read(HttpAnswer answer) throws IOException;
    }

    /**
     * Makes one call and reads its answer, both of which {@link #close} ends.
     *
     * @param silence how many milliseconds the engine may say nothing
     */
    <T> T call(HttpRequest request, int silence, Reading<T> reading) throws IOException {
        KeptSocket socket = socket(!request.method().equals("GET"));
        busy.add(socket);
        boolean reusable = false;
        try {
            if (closed) {
                throw EngineException.lasting("the connections to the hosts are closed", null);
            }
            HttpAnswer answer = socket.ask(request, transport.authority(), silence);
            T result = reading.read(answer);
            reusable = socket.finished(answer);
            return result;
        } finally {
            busy.remove(socket);
            idleSince = System.nanoTime();
            release(socket, reusable);
        }
    }

    /** @param checked whether one that the engine has closed meanwhile would do harm, as the call cannot be repeated */
    private KeptSocket socket(boolean checked) throws IOException {
        for (Optional<KeptSocket> next = takeKept(); next.isPresent(); next = takeKept()) {
            KeptSocket socket = next.get();
            if (!socket.isOld() && !(checked && !socket.isAlive())) {
                return socket;
            }
            socket.close();
        }
        return new KeptSocket(transport.connect(this::dropKept));
    }

    private Optional<KeptSocket> takeKept() {
        synchronized (kept) {
            return Optional.ofNullable(kept.pollFirst());
        }
    }

    private void release(KeptSocket socket, boolean reusable) {
        synchronized (kept) {
            if (reusable && !closed && !retired && kept.size() < MOST_KEPT) {
                kept.addFirst(socket);
                return;
            }
        }
        socket.close();
    }

    private void dropKept() {
        for (Optional<KeptSocket> next = takeKept(); next.isPresent(); next = takeKept()) {
            next.get().close();
        }
    }

    /** What the transport has to say about a failure. */
    Optional<EngineException> explained(IOException e) {
        return transport.explained(e);
    }

    ClientAccess clientAccess() throws EngineException {
        ClientAccess access = transport.clientAccess(this::dropKept);
        clients.incrementAndGet();
        return access.endingWith(this::clientEnded);
    }

    /** For a docker client that runs elsewhere. */
    EngineStreams streams() {
        clients.incrementAndGet();
        AtomicBoolean ended = new AtomicBoolean();
        return new EngineStreams(() -> transport.stream(this::dropKept), () -> {
            if (ended.compareAndSet(false, true)) {
                clientEnded();
            }
        });
    }

    private void clientEnded() {
        idleSince = System.nanoTime();
        clients.decrementAndGet();
    }

    /** For how long nothing has gone on over it. */
    Duration idle() {
        boolean used = !busy.isEmpty() || clients.get() > 0;
        return used ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - idleSince);
    }

    /** It still serves whoever has it, but keeps nothing open between two calls. */
    void retire() {
        retired = true;
        dropKept();
    }

    Optional<String> apiVersion() {
        return apiVersion;
    }

    void apiVersionIs(String version) {
        apiVersion = Optional.of(version);
    }

    /** The engine that comes back may be another one: its kept sockets and its version are forgotten. */
    void broke() {
        apiVersion = Optional.empty();
        dropKept();
    }

    @Override
    public void close() {
        closed = true;
        busy.forEach(KeptSocket::close);
        dropKept();
        transport.close();
    }

    @Override
    public String toString() {
        return transport.toString();
    }
}
