package io.jenkins.plugins.deployer.unikernel.albatross;

import io.jenkins.plugins.deployer.host.CertificateLogin;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * An Albatross server at the wire: the TLS endpoint or the unix sockets of a release, with faults on demand. It shares no
 * encoder with the client; the recorded exchanges are the judge of both.
 */
final class WireAlbatross implements AutoCloseable {
    private static final String EXTENSION = "1.3.6.1.4.1.49836.42";
    private static final int CHUNKS = 1 << 20;

    private final Release release;
    private final WireDaemon daemon;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new ArrayList<>();
    private volatile int port;
    private volatile int listeners;
    private volatile boolean silent;
    private volatile boolean garbled;
    private volatile boolean resetting;
    private volatile boolean down;
    private volatile int chunksTaken = Integer.MAX_VALUE;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Runnable atPiece = () -> {};
    private volatile CountDownLatch held = new CountDownLatch(0);

    private WireAlbatross(Release release, Optional<Clock> clock) {
        this.release = release;
        this.daemon = new WireDaemon(release, clock);
    }

    static WireAlbatross tls(Release release, TestAuthority authority) throws IOException, GeneralSecurityException {
        return tls(release, authority, Optional.empty());
    }

    static WireAlbatross tls(Release release, TestAuthority authority, Optional<Clock> clock)
            throws IOException, GeneralSecurityException {
        WireAlbatross server = new WireAlbatross(release, clock);
        SSLSocketFactory factory = context(authority).getSocketFactory();
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.port = listener.getLocalPort();
        server.listen(listener, () -> {
            Socket plain = listener.accept();
            SSLSocket socket = (SSLSocket) factory.createSocket(plain, null, true);
            socket.setNeedClientAuth(true);
            socket.setEnabledProtocols(new String[] {"TLSv1.3"});
            return server.new Connection(socket, socket.getInputStream(), socket.getOutputStream()) {
                @Override
                void serve() throws IOException {
                    if (server.down) {
                        return;
                    }
                    Certificate[] chain = socket.getSession().getPeerCertificates();
                    if (server.resetting) {
                        plain.setSoLinger(true, 0);
                        plain.close();
                        return;
                    }
                    serveCertificate(chain);
                }
            };
        });
        return server;
    }

    private static SSLContext context(TestAuthority authority) throws IOException, GeneralSecurityException {
        CertificateLogin login = authority.server();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "server", login.key().orElseThrow(), new char[0], login.chain().toArray(Certificate[]::new));
        KeyManagerFactory identity = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        identity.init(keys, new char[0]);
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry("ca", login.authorities().get(0));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** @param directory short, as paths of sockets are; gets {@code util/vmmd.sock} and so on */
    static WireAlbatross local(Release release, Path directory) throws IOException {
        WireAlbatross server = new WireAlbatross(release, Optional.empty());
        Files.createDirectories(directory.resolve("util"));
        for (String name : List.of("vmmd", "console", "stat")) {
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(directory.resolve("util").resolve(name + ".sock")));
            server.listen(listener, () -> {
                SocketChannel channel = listener.accept();
                return server
                .new Connection(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel)) {
                    @Override
                    void serve() throws IOException {
                        serveFrame(name);
                    }
                };
            });
        }
        return server;
    }

    int port() {
        return port;
    }

    WireDaemon daemon() {
        return daemon;
    }

    /** The commands that it understood, and did not, as {@code group.tag name}. */
    List<String> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    /** From now on it closes connections without an answer. */
    void fallSilent() {
        silent = true;
    }

    /** From now on it says nonsense. */
    void garble() {
        garbled = true;
    }

    /** Whether nobody answers at its port. */
    void down(boolean isDown) {
        down = isDown;
    }

    /** From now on it resets connections right after the handshake. */
    void reset() {
        resetting = true;
    }

    /** What the endpoint itself says from now on, when it has no daemon to speak for. */
    void endpointSays(String failure) {
        trouble = Optional.of(failure);
    }

    /** Done with each piece of an image that comes. */
    void atEachPiece(Runnable work) {
        atPiece = work;
    }

    /** Whether something is left of a conversation. */
    boolean isTalking() {
        return open.size() > listeners;
    }

    /** Answers wait until it is counted down. */
    CountDownLatch hold() {
        held = new CountDownLatch(1);
        return held;
    }

    /** Connections are cut after so many pieces of an image. */
    void cutAfter(int chunks) {
        chunksTaken = chunks;
    }

    private interface Accepting {
        Connection accept() throws IOException;
    }

    private void listen(Closeable listener, Accepting accepting) {
        open.add(listener);
        listeners++;
        daemon(() -> {
            while (true) {
                Connection connection = accepting.accept();
                open.add(connection.closeable);
                daemon(connection::run);
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        return; // the other side, or the test, has closed it
                    }
                },
                "albatross of a test");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        held.countDown();
        daemon.close();
        for (Closeable each : open) {
            try {
                each.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private abstract class Connection {
        private final Closeable closeable;
        private final DataInputStream in;
        private final DataOutputStream out;

        Connection(Closeable closeable, InputStream in, OutputStream out) {
            this.closeable = closeable;
            this.in = new DataInputStream(in);
            this.out = new DataOutputStream(out);
        }

        abstract void serve() throws IOException;

        private void run() throws IOException {
            try (closeable) {
                serve();
            } catch (IllegalArgumentException | NoSuchElementException | IndexOutOfBoundsException e) {
                return; // as the real one: what it cannot decode it does not answer
            } finally {
                open.remove(closeable);
            }
        }

        /** As the endpoint: the path and the policies from the chain, the command from the leaf. */
        void serveCertificate(Certificate[] chain) throws IOException {
            StringBuilder path = new StringBuilder();
            for (int i = chain.length - 1; i > 0; i--) {
                X509Certificate each = (X509Certificate) chain[i];
                Optional<Tlv> extension = extension(each);
                if (extension.isPresent()) {
                    path.append(commonName(each)).append(':');
                    Tlv policy = extension.get();
                    if (policy.choice() != 4 || policy.child(0).choice() != 1) {
                        return;
                    }
                    daemon.addPolicy(path.toString(), policy.child(0).child(0).encoded());
                }
            }
            X509Certificate leaf = (X509Certificate) chain[0];
            String label = commonName(leaf);
            if (leaf.getCriticalExtensionOIDs().contains(EXTENSION)
                    || label.contains(":")
                    || extension(leaf).isEmpty()) {
                return;
            }
            String prefix = path.length() == 0 ? ":" : path.toString();
            converse(
                    label.equals(".") ? prefix : prefix + label, extension(leaf).get(), "");
        }

        private Optional<Tlv> extension(X509Certificate certificate) {
            byte[] value = certificate.getExtensionValue(EXTENSION);
            if (value == null) {
                return Optional.empty();
            }
            List<Tlv> fields = Tlv.parse(Tlv.parse(value).content()).children();
            if (fields.get(0).number() != 5 || fields.size() != 2) {
                throw new IllegalArgumentException("another version");
            }
            return Optional.of(fields.get(1));
        }

        private static String commonName(X509Certificate certificate) {
            return certificate.getSubjectX500Principal().getName().replaceFirst("^CN=", "");
        }

        void serveFrame(String service) throws IOException {
            byte[] frame = new byte[in.readInt()];
            in.readFully(frame);
            List<Tlv> wire = Tlv.parse(frame).children();
            List<Tlv> header = wire.get(0).children();
            if (header.get(0).number() == 5 && wire.get(1).choice() == 0) {
                converse(header.get(2).text(), wire.get(1).child(0), service);
            }
        }

        /** @param service where the command came, empty for all of them */
        private void converse(String name, Tlv command, String service) throws IOException {
            int group = command.choice();
            Tlv what = command.child(0);
            synchronized (asked) {
                asked.add(group + "." + what.choice() + " " + name);
            }
            String responsible = group == 0 ? "console" : group == 1 ? "stat" : "vmmd";
            if (silent || !daemon.knows(group, what) || !service.isEmpty() && !service.equals(responsible)) {
                return;
            }
            Optional<byte[]> image = service.isEmpty() && release.streams() && isEmptyCreate(group, what)
                    ? Optional.of(stream())
                    : Optional.empty();
            await();
            if (garbled) {
                out.writeInt(3);
                out.write(new byte[] {0x30, 0x05, 0x02});
                out.flush();
                return;
            }
            if (trouble.isPresent()) {
                say(name, WireDaemon.failure(trouble.get()));
            } else if (group == 0) {
                console(name, what);
            } else if (group == 1) {
                say(name, WireDaemon.success("subscribed"));
                say(name, sample());
            } else {
                say(name, daemon.answer(name, group, what, image));
            }
        }

        private static boolean isEmptyCreate(int group, Tlv what) {
            return group == 3
                    && Set.of(9, 10, 16, 17, 20, 21).contains(what.choice())
                    && what.child(0).child(2).content().length == 0;
        }

        private byte[] stream() throws IOException {
            ByteArrayOutputStream image = new ByteArrayOutputStream();
            int taken = 0;
            for (int length = in.readInt(); length != 0; length = in.readInt()) {
                if (length < 0 || length > CHUNKS) {
                    throw new IOException("a piece of " + length + " bytes");
                }
                if (taken++ == chunksTaken) {
                    throw new IOException("cut");
                }
                image.write(in.readNBytes(length));
                atPiece.run();
            }
            return image.toByteArray();
        }

        private void await() throws IOException {
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private void console(String name, Tlv what) throws IOException {
            boolean count = what.child(0).choice() == 1;
            Tlv limit = what.child(0).child(0);
            int from = count
                    ? Math.max(0, daemon.lines(name) - (int) limit.number())
                    : daemon.linesBefore(name, (what.choice() == 1 ? "20" : "") + limit.text());
            say(name, WireDaemon.success(daemon.hasConsole(name) ? "subscribed" : "waiting for VM"));
            try {
                for (int i = from; true; i++) {
                    Optional<WireDaemon.Line> line = daemon.line(name, i);
                    if (line.isEmpty()) {
                        say(name, WireDaemon.failure("exception while reading from fd"));
                        return;
                    }
                    say(name, line(what.choice(), line.get()));
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        /** @param form the tag of the subscription: 1 for that of 1.5 */
        private static byte[] line(int form, WireDaemon.Line line) {
            String at = WireDaemon.time(line.at());
            byte[] time = form == 1
                    ? Tlv.of(0x17, at.replaceAll("^20|\\.\\d+", "").getBytes(StandardCharsets.US_ASCII))
                    : Tlv.of(0x18, at.getBytes(StandardCharsets.US_ASCII));
            return Tlv.choice(3, Tlv.choice(form == 1 ? 0 : 3, Tlv.sequence(time, Tlv.text(line.text()))));
        }

        private static byte[] sample() {
            byte[][] usage = new byte[16][];
            usage[0] = Tlv.sequence(int64(3), Tlv.number(250_000));
            usage[1] = Tlv.sequence(int64(1), Tlv.number(0));
            for (int i = 2; i < usage.length; i++) {
                usage[i] = int64(1_000 + i);
            }
            byte[][] network = new byte[18][];
            network[0] = Tlv.text("service");
            for (int i = 1; i < network.length; i++) {
                network[i] = i < 6 ? Tlv.number(i) : int64(100 + i);
            }
            return Tlv.choice(3, Tlv.choice(1, Tlv.sequence(Tlv.sequence(usage), Tlv.sequence(Tlv.sequence(network)))));
        }

        private static byte[] int64(long number) {
            return Tlv.of(0x04, ByteBuffer.allocate(8).putLong(number).array());
        }

        private void say(String name, byte[] payload) throws IOException {
            byte[] header = Tlv.sequence(Tlv.number(5), int64(0), Tlv.text(name));
            byte[] frame = Tlv.sequence(header, payload);
            out.write(Tlv.joined(ByteBuffer.allocate(4).putInt(frame.length).array(), frame));
            out.flush();
        }
    }
}
