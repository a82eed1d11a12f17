package io.jenkins.plugins.deployer.host;

import io.jenkins.plugins.deployer.rules.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What an engine could send, byte by byte, on a unix socket: answers that a real one gives too rarely to test with.
 * Each request takes the next answer; {@code /_ping} is answered by itself.
 */
final class WireEngine implements AutoCloseable {
    private final Path directory;
    private final ServerSocketChannel server;
    private final Deque<String> answers = new ConcurrentLinkedDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String ping = "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK";
    private volatile boolean ending;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();

    WireEngine() throws IOException {
        directory = Files.createTempDirectory("wire");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket()));
        daemon(this::acceptAll);
    }

    /** The bytes for one request; empty: the connection ends without an answer. */
    WireEngine answering(String bytes) {
        answers.add(bytes);
        return this;
    }

    /** From now on each connection ends after one answer. */
    void endAfterNext() {
        ending = true;
    }

    /** What {@code /_ping} is answered with. */
    void pinging(String bytes) {
        ping = bytes;
    }

    /** How many connections were made so far. */
    int connections() {
        return clients.size();
    }

    static String json(int status, String body) {
        return "HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** The request lines so far, without the pings. */
    List<String> requests() {
        return requests;
    }

    Path socket() {
        return directory.resolve("s");
    }

    Host.Docker host() {
        return new Host.Docker("toxis", Optional.empty(), "unix://" + socket());
    }

    private void acceptAll() throws IOException {
        while (true) {
            SocketChannel client = server.accept();
            clients.add(client);
            daemon(() -> serve(client));
        }
    }

    private void serve(SocketChannel client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(Channels.newInputStream(client)));
        OutputStream out = Channels.newOutputStream(client);
        for (String request = in.readLine(); request != null; request = in.readLine()) {
            int length = 0;
            for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
                if (header.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(header.substring("Content-Length: ".length()));
                }
            }
            in.skip(length);
            String answer = ping;
            if (!request.startsWith("GET /_ping ")) {
                requests.add(request);
                answer = answers.remove();
            }
            if (answer.isEmpty()) {
                client.close();
                return;
            }
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            if (ending) {
                client.close();
                return;
            }
        }
    }

    private static void daemon(Service service) {
        Thread thread = new Thread(() -> {
            try {
                service.run();
            } catch (IOException e) {
                // The client or the test has gone.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Service {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel client : clients) {
            client.close();
        }
        Files.deleteIfExists(socket());
        Files.delete(directory);
    }
}
