import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Passes on what arrives at one address to another one: {@code java Relay.java FROM TO [FROM TO]…}, each a port of
 * 127.0.0.1 or the path of a unix socket. Two of them lead into a network namespace, through a socket that both sides can name.
 */
final class Relay {
    private static final int BUFFER = 64 * 1024;

    private Relay() {}

    public static void main(String[] arguments) {
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            SocketAddress from = address(arguments[i]);
            SocketAddress to = address(arguments[i + 1]);
            inBackground(() -> relay(from, to));
        }
    }

    private static void relay(SocketAddress from, SocketAddress to) throws IOException {
        try (ServerSocketChannel server = from instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open()) {
            server.bind(from);
            while (true) {
                SocketChannel caller = server.accept();
                inBackground(() -> connect(caller, to));
            }
        }
    }

    private static SocketAddress address(String text) {
        return text.matches("[0-9]+")
                ? new InetSocketAddress("127.0.0.1", Integer.parseInt(text))
                : UnixDomainSocketAddress.of(Path.of(text));
    }

    private static void connect(SocketChannel caller, SocketAddress to) throws IOException {
        try (caller;
                SocketChannel called = SocketChannel.open(to)) {
            Thread back = inBackground(() -> pass(called, caller));
            pass(caller, called);
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(SocketChannel in, SocketChannel out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (in.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                buffer.clear();
            }
            out.shutdownOutput();
        } catch (IOException e) {
            // One side is gone: so is the connection.
            in.close();
            out.close();
        }
    }

    private static Thread inBackground(Talk talk) {
        Thread thread = new Thread(() -> {
            try {
                talk.run();
            } catch (IOException e) {
                System.err.println(e);
            }
        });
        thread.start();
        return thread;
    }

    private interface Talk {
        void run() throws IOException;
    }
}
