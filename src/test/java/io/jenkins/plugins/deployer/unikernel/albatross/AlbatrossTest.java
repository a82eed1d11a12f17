package io.jenkins.plugins.deployer.unikernel.albatross;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.deployer.host.CertificateLogin;
import io.jenkins.plugins.deployer.host.Dialer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a server at the wire, of each release. */
class AlbatrossTest {
    private static final TimeLimits LIMITS =
            new TimeLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Policy POLICY = new Policy(List.of(0), 4, 256, OptionalLong.of(10), List.of("br0"));

    @TempDir
    static Path directory;

    private static TestAuthority authority;

    @BeforeAll
    static void generate() throws Exception {
        authority = TestAuthority.generate(directory.resolve("ca"), "ed25519");
    }

    /** The newest release, and its client with the key of the root. */
    private WireAlbatross server;

    private Albatross albatross;

    @BeforeEach
    void start() throws Exception {
        server = WireAlbatross.tls(Release.V2_7, authority);
        albatross = client(server, authority.root());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static Albatross client(WireAlbatross server, CertificateLogin login) throws AlbatrossException {
        return client(server, login, LIMITS);
    }

    private static Albatross client(WireAlbatross server, CertificateLogin login, TimeLimits limits)
            throws AlbatrossException {
        return Albatross.tls(
                "localhost", server.port(), Identity.of(login), login.authorities(), Dialer.DIRECT, limits);
    }

    private static UnikernelConfig config(int memory, String bridge) {
        return UnikernelConfig.of(
                0, memory, List.of(), List.of(NetworkDevice.on("service", bridge)), List.of("--hook=/update"));
    }

    private static ImageFile image(String words) throws IOException {
        Path file = Files.createTempFile(directory, "image", "");
        return new ImageFile(Files.write(file, WireDaemon.image(words)));
    }

    /** @param letters how many different bytes there are in it: fewer take longer to compress, and shrink more */
    private static ImageFile large(int size, int letters, int compression) throws IOException {
        byte[] words = new Random(1)
                .ints(size, 0, letters)
                .collect(
                        ByteArrayOutputStream::new,
                        ByteArrayOutputStream::write,
                        (a, b) -> a.writeBytes(b.toByteArray()))
                .toByteArray();
        Path file = Files.createTempFile(directory, "large", "");
        return new ImageFile(Files.write(file, Tlv.joined(WireDaemon.image(""), words)), compression);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
            AlbatrossException.Kind kind, ThrowingCallable call) {
        AlbatrossException failure = catchThrowableOfType(AlbatrossException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        return assertThat(failure);
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void a_unikernel_lives_on_every_release(Release release) throws Exception {
        try (WireAlbatross server = WireAlbatross.tls(release, authority)) {
            lives(client(server, authority.root()), server, release);
        }
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void a_unikernel_lives_behind_unix_sockets_of_every_release(Release release) throws Exception {
        Path sockets = Files.createTempDirectory("albatross");
        try (WireAlbatross server = WireAlbatross.local(release, sockets)) {
            lives(Albatross.local(sockets, List.of(), Dialer.DIRECT, LIMITS), server, release);
        } finally {
            delete(sockets);
        }
    }

    private static void delete(Path sockets) throws IOException {
        try (Stream<Path> files = Files.walk(sockets)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void lives(Albatross albatross, WireAlbatross server, Release release) throws Exception {
        assertThat(albatross.info()).isEmpty();
        assertThat(albatross.create("www", config(32, "br0"), image("first"))).isEqualTo("created unikernel");
        RunningUnikernel first = albatross.info("www").orElseThrow();
        assertThat(first.config().memory()).isEqualTo(32);
        assertThat(first.config().arguments()).containsExactly("--hook=/update");
        assertThat(first.config().networks()).singleElement().satisfies(network -> {
            assertThat(network.device()).isEqualTo("service");
            assertThat(network.bridge()).contains("br0");
        });
        assertThat(first.started().isPresent()).isEqualTo(release != Release.V1_5);

        assertFails(AlbatrossException.Kind.REFUSED, () -> albatross.create("www", config(32, "br0"), image("x")))
                .hasMessageContaining("refused to create www: Unikernel with same name is already running");

        Path fetched = Files.createTempFile(directory, "fetched", "");
        assertThat(albatross.fetch("www", fetched).digest()).isEqualTo(first.digest());
        assertThat(fetched).hasBinaryContent(WireDaemon.image("first"));
        assertThat(server.daemon().hasCompressed()).isFalse();

        albatross.replace("www", config(64, "br0"), image("second"));
        assertThat(server.daemon().running(":www").orElseThrow().image()).isEqualTo(WireDaemon.image("second"));
        assertThat(albatross.info("www").orElseThrow().config().memory()).isEqualTo(64);
        restarts(albatross, server, release);

        try (Console console = albatross.console("www", 1)) {
            assertThat(console.next(LONG)).map(ConsoleLine::text).contains("Solo5: Bindings version v0.9.0");
            server.daemon().write(":www", "and another");
            assertThat(console.next(LONG)).map(ConsoleLine::text).contains("and another");
        }
        try (Console console = albatross.console("www", Instant.parse("2026-11-22T14:49:16.488Z"))) {
            assertThat(console.next(LONG).orElseThrow().at())
                    .isBetween(Instant.parse("2026-11-22T14:49:16Z"), Instant.parse("2026-11-22T14:49:17Z"));
        }
        assertThat(albatross.statistics("www", LONG).orElseThrow()).satisfies(statistics -> {
            assertThat(statistics.user()).isEqualTo(Duration.ofMillis(3_250));
            assertThat(statistics.maxResident()).isEqualTo(1_002);
            assertThat(statistics.networks())
                    .containsExactly(new Statistics.NetworkCounters("service", 107, 112, 109, 113));
        });
        assertThat(albatross.volumes()).containsExactly(new Volume(Name.parse(":data"), 10, true));

        assertThat(albatross.destroy("www")).isEqualTo("destroyed unikernel");
        assertThat(albatross.info("www")).isEmpty();
        assertThat(albatross.dialect().name()).isEqualTo(expected(release, server));
    }

    private static void restarts(Albatross albatross, WireAlbatross server, Release release) throws Exception {
        boolean local = server.port() == 0;
        if (release.compareTo(Release.V2_4) < 0) {
            assertFails(AlbatrossException.Kind.UNFIT, () -> albatross.restart("www"))
                    .hasMessageContaining("cannot restart www: Albatross")
                    .hasMessageContaining("neither does that nor answers; replace it");
        } else if (release.compareTo(Release.V2_6) < 0 && !local) {
            assertFails(AlbatrossException.Kind.REFUSED, () -> albatross.restart("www"))
                    .hasMessageContaining("refused to restart www: error during ELF parsing")
                    .hasMessageContaining("if the image was sent compressed: replace it");
        } else {
            assertThat(albatross.restart("www")).isEqualTo("created unikernel");
        }
    }

    /** Without streams on the connection, 2.4 and 2.5 need not be told apart. */
    private static String expected(Release release, WireAlbatross server) {
        return server.port() == 0 && release == Release.V2_4 ? "V2_5" : release.name();
    }

    @Test
    void what_a_server_speaks_is_asked_once() throws Exception {
        try (WireAlbatross server = WireAlbatross.tls(Release.V2_4, authority)) {
            Albatross albatross = client(server, authority.root());
            albatross.info();
            albatross.info();
            assertThat(server.asked())
                    .containsExactly("3.19 :", "3.18 :", "3.15 :", "5.6 :deployer-asks-for-2.5", "3.15 :", "3.15 :");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC -pkeyopt ec_paramgen_curve:P-256", "EC -pkeyopt ec_paramgen_curve:P-384"})
    void authorities_of_all_kinds_sign(String algorithm) throws Exception {
        TestAuthority other = TestAuthority.generate(Files.createTempDirectory(directory, "ca"), algorithm);
        try (WireAlbatross server = WireAlbatross.tls(Release.V2_7, other)) {
            assertThat(client(server, other.root()).info()).isEmpty();
        }
    }

    @Test
    void a_delegated_authority_works_under_its_path_within_its_policy() throws Exception {
        CertificateLogin login = authority.delegated(
                "mirage", HexFormat.of().formatHex(Request.addPolicy(POLICY).extension(Optional.empty())));
        Albatross albatross = client(server, login);
        assertThat(albatross.path()).containsExactly("mirage");
        albatross.create("www", config(256, "br0"), image("fits"));
        assertThat(server.daemon().running("mirage:www")).isPresent();
        assertThat(albatross.policies()).containsEntry(Name.ROOT, POLICY);
        assertFails(AlbatrossException.Kind.REFUSED, () -> albatross.create("b", config(512, "br0"), image("x")))
                .hasMessageContaining("maximum allowed memory (256");
        assertFails(AlbatrossException.Kind.REFUSED, () -> albatross.create("b", config(32, "br1"), image("x")))
                .hasMessageContaining("bridges br1 not allowed by policy");
    }

    @Test
    void the_root_goes_down_a_path_with_the_policy_that_is_there() throws Exception {
        Albatross root = client(server, authority.root());
        assertFails(AlbatrossException.Kind.UNFIT, () -> root.under("mirage"))
                .hasMessageContaining("has no policy for mirage");
        byte[] policy = Tlv.parse(Der.encoded(PolicyDer.encoded(POLICY))).encoded();
        server.daemon().addPolicy("mirage:", policy);
        Albatross below = root.under("mirage");
        below.create("www", config(32, "br0"), image("below"));
        assertThat(server.daemon().running("mirage:www")).isPresent();
        assertThat(server.daemon().policy("mirage:")).hasValue(policy);
    }

    @Test
    void a_large_image_goes_over_in_pieces() throws Exception {
        byte[] large = new byte[3_000_000];
        new Random(1).nextBytes(large);
        System.arraycopy(WireDaemon.image(""), 0, large, 0, 4);
        Path file = Files.write(Files.createTempFile(directory, "large", ""), large);
        try (WireAlbatross server = WireAlbatross.tls(Release.V2_5, authority)) {
            Albatross albatross = client(server, authority.root());
            for (int compression : new int[] {0, 1}) {
                albatross.replace("www", config(32, "br0"), new ImageFile(file, compression));
                assertThat(server.daemon().running(":www").orElseThrow().image())
                        .isEqualTo(large);
            }
        }
    }

    @Test
    void an_image_that_does_not_fit_into_a_certificate_is_not_sent() throws Exception {
        ImageFile large = large(17 << 20, 256, ImageFile.USUAL_COMPRESSION);
        try (WireAlbatross server = WireAlbatross.tls(Release.V2_4, authority)) {
            Albatross albatross = client(server, authority.root());
            assertFails(AlbatrossException.Kind.UNFIT, () -> albatross.replace("www", config(32, "br0"), large))
                    .hasMessageContaining("into 16 MiB; update the server");
            assertThat(server.asked()).noneMatch(asked -> asked.endsWith(":www"));
        }
    }

    @Test
    void a_unikernel_that_ends_at_once_was_created_and_is_gone() throws Exception {
        albatross.create("www", config(32, "br0"), image("exits at once"));
        assertThat(albatross.info("www")).isEmpty();
        try (Console console = albatross.console("www", 10)) {
            console.next(LONG);
            assertThat(console.next(LONG)).map(ConsoleLine::text).contains("Solo5: solo5_exit(42) called");
        }
    }

    @Test
    void a_connection_that_is_cut_in_the_image_is_named() throws Exception {
        ImageFile large = large(8_000_000, 256, 0);
        server.cutAfter(2);
        assertThatThrownBy(() -> albatross.replace("www", config(32, "br0"), large))
                .isInstanceOf(AlbatrossException.class)
                .hasMessageContaining("replace www");
        assertThat(albatross.info()).isEmpty();
    }

    @Test
    void silence_is_a_failure_that_names_the_likely_causes() throws Exception {
        albatross.info();
        server.fallSilent();
        assertFails(AlbatrossException.Kind.SILENT, () -> albatross.destroy("www"))
                .hasMessageContaining("closed the connection without an answer to: destroy www")
                .hasMessageContaining("older than Albatross 1.5 or newer than 2.7");
        assertFails(AlbatrossException.Kind.SILENT, albatross::info).hasMessageContaining("in every form");
    }

    @Test
    void nonsense_is_named() throws Exception {
        albatross.info();
        server.garble();
        assertFails(AlbatrossException.Kind.BROKEN, albatross::info).hasMessageContaining("none of Albatross");
        assertFails(AlbatrossException.Kind.BROKEN, () -> albatross.fetch("www", directory.resolve("f")));
    }

    @Test
    void a_server_that_does_not_answer_is_not_waited_for_longer_than_allowed() throws Exception {
        TimeLimits hasty = new TimeLimits(LONG, Duration.ofMillis(300), LONG);
        Albatross albatross = client(server, authority.root(), hasty);
        CountDownLatch hold = server.hold();
        assertFails(AlbatrossException.Kind.BROKEN, albatross::info).hasMessageContaining("did not answer in time");
        hold.countDown();
    }

    @Test
    void an_interrupt_ends_a_conversation() throws Exception {
        albatross.info();
        server.hold();
        Thread.currentThread().interrupt();
        assertThatThrownBy(albatross::info).isInstanceOf(InterruptedException.class);
    }

    @Test
    void an_interrupt_in_the_middle_of_an_image_ends_it_and_nothing_is_created() throws Exception {
        ImageFile slow = large(8_000_000, 16, 9);
        albatross.info();
        Thread sending = Thread.currentThread();
        server.atEachPiece(sending::interrupt);
        assertThatThrownBy(() -> albatross.replace("www", config(32, "br0"), slow))
                .isInstanceOf(InterruptedException.class);
        server.atEachPiece(() -> {});
        awaitSilence(server);
        Thread.interrupted();
        assertThat(server.daemon().running(":www")).isEmpty();
    }

    /** Until the server has noticed the end of each conversation. */
    private static void awaitSilence(WireAlbatross server) {
        long end = System.nanoTime() + LONG.toNanos();
        while (server.isTalking()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void an_interrupt_ends_what_comes_and_goes_without_having_to_wait() throws Exception {
        Thread.currentThread().interrupt();
        try (InputStream in = new BoundedInput(new ByteArrayInputStream(new byte[8]), 8)) {
            assertThatThrownBy(in::read).isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void who_finds_a_crowd_at_the_door_of_a_unix_socket_tries_again() throws Exception {
        Path sockets = Files.createTempDirectory("albatross");
        try (WireAlbatross server = WireAlbatross.local(Release.V2_7, sockets)) {
            AtomicInteger attempts = new AtomicInteger();
            Dialer crowded = (address, timeout) -> {
                if (attempts.incrementAndGet() < 4) {
                    throw new SocketException("Resource temporarily unavailable");
                }
                return Dialer.DIRECT.connect(address, timeout);
            };
            assertThat(Albatross.local(sockets, List.of(), crowded, LIMITS).info())
                    .isEmpty();
            Dialer never = (address, timeout) -> {
                throw new SocketException("Resource temporarily unavailable");
            };
            TimeLimits hasty = new TimeLimits(Duration.ofMillis(20), LONG, LONG);
            assertFails(AlbatrossException.Kind.UNREACHABLE, Albatross.local(sockets, List.of(), never, hasty)::info)
                    .hasMessageContaining("temporarily unavailable");
        } finally {
            delete(sockets);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"couldn't reach service\", UNREACHABLE, so nothing was changed",
                "read error after writing policy, UNREACHABLE, so nothing was changed",
                "error reading from fd, BROKEN, ended",
                "\"couldn't write unikernel to VMMD\", BROKEN, ended",
                "exception while reading from fd, BROKEN, ended",
                "exception, BROKEN, ended",
                "destroy: not found, REFUSED, refused to destroy www"
            })
    void what_the_endpoint_says_of_its_daemon_is_no_refusal(String said, AlbatrossException.Kind kind, String sentence)
            throws Exception {
        server.endpointSays(said);
        assertFails(kind, () -> albatross.destroy("www")).hasMessageContaining(sentence);
        assertFails(kind, () -> albatross.fetch("www", directory.resolve("none")));
    }

    @Test
    void what_is_about_to_be_started_again_can_be_ended_but_not_restarted() throws Exception {
        UnikernelConfig again = new UnikernelConfig(
                OptionalInt.empty(),
                true,
                new OnExit.Restart(Set.of()),
                Set.of(0),
                32,
                List.of(),
                List.of(),
                List.of(),
                OptionalInt.of(1));
        albatross.create("www", again, image("exits at once"));
        assertFails(AlbatrossException.Kind.REFUSED, () -> albatross.restart("www"))
                .hasMessageContaining("refused to restart www: it does not run");
        albatross.create("www", again, image("exits at once"));
        assertThat(albatross.destroy("www")).isEqualTo("destroyed: removed from restarting");
        assertFails(AlbatrossException.Kind.REFUSED, () -> albatross.destroy("www"))
                .hasMessageContaining("not found");
    }

    @Test
    void a_lone_dot_is_never_sent_as_a_name() throws Exception {
        albatross.info();
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> albatross.create(".", config(32, "br0"), image("x")),
                () -> albatross.replace(".", config(32, "br0"), image("x")),
                () -> albatross.destroy("."),
                () -> albatross.restart("."),
                () -> albatross.info("."),
                () -> albatross.console(".", 1))) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("stands for the path itself");
        }
        assertThat(albatross.create("www", config(32, "br0"), image("x"))).isEqualTo("created unikernel");
    }

    @Test
    void a_unikernel_under_a_path_has_one_name_however_it_is_asked_for() throws Exception {
        CertificateLogin login = authority.delegated(
                "mirage", HexFormat.of().formatHex(Request.addPolicy(POLICY).extension(Optional.empty())));
        Albatross albatross = client(server, login);
        albatross.create("www", config(32, "br0"), image("x"));
        assertThat(albatross.info()).extracting(RunningUnikernel::name).containsExactly(Name.ROOT.with("www"));
        assertThat(albatross.info("WWW")).map(RunningUnikernel::name).contains(Name.ROOT.with("www"));
    }

    @Test
    void a_command_line_for_which_there_is_no_room_is_not_sent() throws Exception {
        int room = 8_191 - "--name=www ".length();
        String most = "a".repeat(room - 2) + " b";
        assertThat(albatross.replace("www", arguments(most), image("x"))).isEqualTo("created unikernel");
        assertFails(AlbatrossException.Kind.UNFIT, () -> albatross.replace("www", arguments(most, ""), image("x")))
                .hasMessageContaining("cannot replace www: its arguments and its name have 8192 bytes together");
        assertFails(AlbatrossException.Kind.UNFIT, () -> albatross.restart("www", arguments(most + "é")))
                .hasMessageContaining("8193 bytes");
    }

    private static UnikernelConfig arguments(String... arguments) {
        return UnikernelConfig.of(0, 32, List.of(), List.of(), List.of(arguments));
    }

    @Test
    void what_is_no_elf_file_does_not_end_what_runs() throws Exception {
        albatross.create("www", config(32, "br0"), image("x"));
        for (byte[] content : List.of(new byte[100], Arrays.copyOf(WireDaemon.image(""), 63), new byte[0])) {
            ImageFile file = new ImageFile(Files.write(Files.createTempFile(directory, "none", ""), content));
            assertFails(AlbatrossException.Kind.UNFIT, () -> albatross.replace("www", config(32, "br0"), file))
                    .hasMessageContaining("is no image of a unikernel");
        }
        assertThat(albatross.info("www")).isPresent();
    }

    @Test
    void authorities_that_do_not_know_each_other_are_told_apart() throws Exception {
        TestAuthority stranger = TestAuthority.generate(Files.createTempDirectory(directory, "ca"), "ed25519");
        assertFails(AlbatrossException.Kind.UNTRUSTED, client(server, stranger.root())::info)
                .hasMessageContaining("does not vouch for");
        Albatross known = knowing(stranger);
        assertFails(AlbatrossException.Kind.UNTRUSTED, known::info)
                .hasMessageContaining("does not accept this side's certificate");
    }

    /** The client of a stranger, who knows the server. */
    private Albatross knowing(TestAuthority stranger) throws Exception {
        CertificateLogin login = new CertificateLogin(
                authority.root().authorities(),
                stranger.root().chain(),
                stranger.root().key(),
                "robur");
        return client(server, login);
    }

    @Test
    void why_a_server_hangs_up_while_we_write_is_read_each_time() throws Exception {
        TestAuthority stranger = TestAuthority.generate(Files.createTempDirectory(directory, "ca"), "ed25519");
        Albatross known = knowing(stranger);
        for (int i = 0; i < 100; i++) {
            assertFails(AlbatrossException.Kind.UNTRUSTED, known::info);
        }
    }

    @Test
    void a_connection_that_is_reset_in_the_handshake_changed_nothing_and_names_trust() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread resetting = new Thread(() -> {
                try (Socket socket = listener.accept()) {
                    socket.getInputStream().read();
                    socket.setSoLinger(true, 0);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            resetting.start();
            Albatross albatross = Albatross.tls(
                    "localhost",
                    listener.getLocalPort(),
                    Identity.of(authority.root()),
                    authority.root().authorities(),
                    Dialer.DIRECT,
                    LIMITS);
            assertFails(AlbatrossException.Kind.UNREACHABLE, albatross::info)
                    .hasMessageContaining("so nothing was changed")
                    .hasMessageContaining("does not trust our certificate");
            resetting.join();
        }
    }

    @Test
    void a_connection_that_is_reset_before_the_answer_names_trust_too() throws Exception {
        albatross.info();
        server.reset();
        assertFails(AlbatrossException.Kind.BROKEN, albatross::info)
                .hasMessageContaining("does not trust our certificate");
    }

    @Test
    void what_cannot_sign_commands_is_refused_before_anything_is_sent() throws Exception {
        assertFails(AlbatrossException.Kind.UNFIT, () -> Identity.of(authority.server()))
                .hasMessageContaining("cannot sign commands");
        CertificateLogin mixed = new CertificateLogin(
                authority.root().authorities(),
                authority.root().chain(),
                authority.server().key(),
                "robur");
        assertFails(AlbatrossException.Kind.UNFIT, () -> Identity.of(mixed))
                .hasMessageContaining("is not that of the certificate");
    }

    @Test
    void a_server_that_is_not_there_is_named() throws Exception {
        Albatross nowhere = Albatross.local(directory.resolve("none"), List.of(), Dialer.DIRECT, LIMITS);
        assertFails(AlbatrossException.Kind.UNREACHABLE, nowhere::info).hasMessageContaining("is it running there");
    }
}
