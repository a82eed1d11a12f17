package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A unix socket of this machine that leads to an engine elsewhere. Only this user can open it: it has mode 0600 and
 * lies in a directory of mode 0700, so nobody gets in between its creation and its mode either. Runs in daemon threads
 * until it is closed.
 */
public final class UnixSocketForward implements AutoCloseable {
    private static final int CHUNK = 32 * 1024;

    private final Path directory;
    private final ServerSocketChannel listener;
    private final Opening opening;
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();

    /** Opens a stream to the engine. */
    public interface Opening {
        ByteStream open() throws IOException, InterruptedException;
    }

    private UnixSocketForward(Path directory, ServerSocketChannel listener, Opening opening) {
        this.directory = directory;
        this.listener = listener;
        this.opening = opening;
    }

    static UnixSocketForward listen(Opening opening) throws EngineException {
        try {
            return listen(
                    Files.createTempDirectory(
                            "engine",
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
                    opening);
        } catch (IOException e) {
            throw EngineException.lasting(
                    "no socket for the docker client could be made in " + System.getProperty("java.io.tmpdir")
                            + " (its path must be short): " + e.getMessage(),
                    e);
        }
    }

    /**
     * Listens in a directory that only this user can enter, which has nothing else in it and is removed at the end.
     *
     * @throws IOException if there can be no socket, for one because its path is too long
     */
    public static UnixSocketForward listen(Path directory, Opening opening) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        UnixSocketForward forward = new UnixSocketForward(directory, listener, opening);
        try {
            listener.bind(UnixDomainSocketAddress.of(forward.socket()));
            Files.setPosixFilePermissions(forward.socket(), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            forward.close();
            throw e;
        }
        forward.daemon(forward::accept);
        return forward;
    }

    /** Where to connect. */
    public Path socket() {
        return directory.resolve("s");
    }

    private void accept() throws IOException {
        while (true) {
            SocketChannel client = listener.accept();
            open.add(client);
            daemon(() -> serve(client));
        }
    }

    private void serve(SocketChannel client) throws IOException {
        try (client;
                ByteStream engine = opening.open()) {
            open.add(engine);
            try {
                Thread requests = daemon(() -> send(client, engine.out()));
                receive(engine.in(), client);
                client.shutdownOutput();
                requests.join();
            } finally {
                open.remove(engine);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private static void send(SocketChannel client, OutputStream engine) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        try (engine) {
            while (client.read(buffer.clear()) >= 0) {
                engine.write(buffer.array(), 0, buffer.position());
                engine.flush();
            }
        }
    }

    private static void receive(InputStream engine, SocketChannel client) throws IOException {
        byte[] bytes = new byte[CHUNK];
        for (int count = engine.read(bytes); count >= 0; count = engine.read(bytes)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
            while (buffer.hasRemaining()) {
                client.write(buffer);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Work that ends when one of its two sides is closed, which is no failure: the client sees it on its socket. */
    private Thread daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        return;
                    }
                },
                "engine socket " + directory);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Cuts every connection and removes the socket. */
    @Override
    public void close() {
        try {
            listener.close();
            for (AutoCloseable each : open) {
                if (each instanceof SocketChannel client) {
                    client.close();
                } else if (each instanceof ByteStream engine) {
                    engine.close();
                }
            }
            Files.deleteIfExists(socket());
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the socket " + socket() + " could not be removed", e);
        }
    }
}
