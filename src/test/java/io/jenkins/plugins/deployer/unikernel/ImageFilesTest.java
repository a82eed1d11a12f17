package io.jenkins.plugins.deployer.unikernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.ImageException;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.image.Platform;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {
    private static final String PATH = "/unikernel.hvt";
    private static final Platform PLATFORM = Platform.parse("linux/amd64");
    private static final UnpackLimits SMALL = new UnpackLimits(64 * 1024, 4 * 1024 * 1024);

    private final ServedImages images = new ServedImages();
    private final RegistryClient registry = new RegistryClient(Logins.NONE, Set.of(), line -> {});

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        images.close();
    }

    @Test
    void takes_a_file_out_of_an_image_with_its_digest() throws Exception {
        ImageName image =
                images.image(new TarLayer().file("unikernel.hvt", "new").file("other", "x"));

        UnikernelFile file = take(image, PATH);

        assertThat(file.file()).hasContent("new");
        assertThat(file.size()).isEqualTo(3);
        assertThat("sha256:" + file.sha256()).isEqualTo(ServedImages.digest("new".getBytes(StandardCharsets.UTF_8)));
        assertThat(file.name()).isEqualTo(PATH + " of " + image);
    }

    @Test
    void the_highest_layer_counts_and_those_below_are_not_fetched() throws Exception {
        ImageName image = images.image(
                new TarLayer().file("unikernel.hvt", "old"),
                new TarLayer().file("./unikernel.hvt", "new"),
                new TarLayer().file("else", "x"));

        assertThat(take(image, PATH).file()).hasContent("new");
        assertThat(images.blobsServed()).isEqualTo(2);
    }

    @Test
    void the_last_of_several_entries_of_a_layer_counts() throws Exception {
        assertThat(taken(new TarLayer().file("unikernel.hvt", "longer before").file("unikernel.hvt", "after")))
                .isEqualTo("after");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a/.wh.b", "a/b/.wh.unikernel", ".wh.a", "a/.wh..wh..opq", ".wh..wh..opq", "a/b/.wh..wh..opq"})
    void what_a_layer_removes_is_gone(String whiteout) {
        ImageName image = images.image(new TarLayer().file("a/b/unikernel", "old"), new TarLayer().file(whiteout, ""));

        assertThat(failure(image, "/a/b/unikernel"))
                .hasMessage(image + " has no /a/b/unikernel; have its Dockerfile leave the unikernel there,"
                        + " or say with \"binary\" where it is");
    }

    @Test
    void what_a_layer_removes_and_has_itself_is_there_wherever_in_the_layer_it_says_so() throws Exception {
        assertThat(taken(
                        new TarLayer().file("unikernel.hvt", "old"),
                        new TarLayer()
                                .file("unikernel.hvt", "new")
                                .file(".wh..wh..opq", "")
                                .file(".wh.unikernel.hvt", "")))
                .isEqualTo("new");
        assertThat(taken(
                        new TarLayer().file("unikernel.hvt", "old"),
                        new TarLayer().file(".wh.unikernel", "").file("d/.wh..wh..opq", "")))
                .isEqualTo("old");
    }

    @Test
    void follows_links_of_all_kinds_through_the_layers() throws Exception {
        TarLayer base =
                new TarLayer().directory("data").file("data/v1/www", "it").file("www", "other");

        assertThat(taken(base, new TarLayer().symbolicLink("unikernel.hvt", "data/v1/www")))
                .isEqualTo("it");
        assertThat(taken(base(), new TarLayer().symbolicLink("unikernel.hvt", "/new/../data/./v1/www")))
                .isEqualTo("it");
        assertThat(taken(base(), new TarLayer().symbolicLink("unikernel.hvt", "../../data/v1/www")))
                .isEqualTo("it");
        assertThat(taken(base(), new TarLayer().hardLink("unikernel.hvt", "data/v1/www")))
                .isEqualTo("it");
        ImageName linked = images.image(base(), new TarLayer().symbolicLink("current", "data/v1"));
        assertThat(take(linked, "/current/www").file()).hasContent("it");
    }

    @Test
    void a_hard_link_keeps_what_a_later_layer_removes_under_its_other_name() throws Exception {
        assertThat(taken(
                        new TarLayer().file("www", "it").hardLink("unikernel.hvt", "www"),
                        new TarLayer().file(".wh.www", "")))
                .isEqualTo("it");
    }

    @Test
    void a_directory_hides_the_link_below_it_and_a_file_the_directory() {
        ImageName hiding = images.image(
                new TarLayer().file("data/www", "it").symbolicLink("current", "data"),
                new TarLayer().directory("current"));
        ImageName file = images.image(new TarLayer().file("a/b", "it"), new TarLayer().file("a", "file"));

        assertThat(failure(hiding, "/current/www")).hasMessageContaining("has no /current/www;");
        assertThat(failure(file, "/a/b")).hasMessageContaining("has no /a/b;");
    }

    @Test
    void names_what_is_not_a_file_and_links_that_lead_nowhere_or_around() {
        assertThat(failure(images.image(new TarLayer().directory("unikernel.hvt")), PATH))
                .hasMessageEndingWith(" is a directory, not a file");
        assertThat(failure(images.image(new TarLayer().pipe("unikernel.hvt")), PATH))
                .hasMessageEndingWith(" is a device or a pipe, not a file");
        assertThat(failure(images.image(new TarLayer().symbolicLink("unikernel.hvt", "gone")), PATH))
                .hasMessageContaining("has no /unikernel.hvt, which is a link to \"/gone\"; have");
        assertThat(failure(images.image(new TarLayer().symbolicLink("unikernel.hvt", "unikernel.hvt")), PATH))
                .hasMessageEndingWith("is reached through more than 8 links");
        assertThat(failure(images.image(new TarLayer().hardLink("unikernel.hvt", "unikernel.hvt")), PATH))
                .hasMessageEndingWith("is reached through more than 8 links");
    }

    @Test
    void reads_layers_without_gzip_and_with_gzip_in_many_members() throws Exception {
        byte[] plain = new TarLayer().file("unikernel.hvt", "it").plain();
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int start = 0; start < plain.length; start += 100) {
            members.writeBytes(TarLayer.gzip(Arrays.copyOfRange(plain, start, Math.min(plain.length, start + 100))));
        }

        assertThat(take(images.image(ServedImages.PLAIN, plain), PATH).file()).hasContent("it");
        assertThat(take(images.image(ServedImages.GZIP, members.toByteArray()), PATH)
                        .file())
                .hasContent("it");
    }

    @Test
    void says_what_to_do_about_zstd() {
        byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0};

        assertThat(failure(images.image(ServedImages.PLAIN + "+zstd", zstd), PATH))
                .hasMessageContaining(
                        "it is of the type " + ServedImages.PLAIN + "+zstd, where we read tars with gzip");
        assertThat(failure(images.image(ServedImages.GZIP, zstd), PATH)).hasMessageContaining("it is packed with zstd");
    }

    @Test
    void takes_the_image_for_the_platform_out_of_an_index() throws Exception {
        ImageName index = images.index(Map.of(
                "linux/arm64", new TarLayer().file("unikernel.hvt", "arm"),
                "linux/amd64", new TarLayer().file("unikernel.hvt", "intel"),
                "unknown/unknown", new TarLayer().file("attestation", "{}")));

        assertThat(take(index, PATH).file()).hasContent("intel");
        assertThatThrownBy(() -> files().take(index, Platform.parse("linux/s390x"), PATH, target(), deadline()))
                .isInstanceOf(ImageException.class)
                .hasMessageEndingWith("not for linux/s390x");
    }

    @Test
    void nothing_is_left_of_a_layer_whose_digest_is_wrong() {
        byte[] good = new TarLayer().file("unikernel.hvt", "good").plain();
        byte[] bad = new TarLayer().file("unikernel.hvt", "evil").plain();
        ImageName image = images.image(ServedImages.PLAIN, good);
        images.damage(good, bad);

        assertThatThrownBy(() -> take(image, PATH))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("does not have this digest");
        assertThat(target()).doesNotExist();
    }

    @Test
    void bombs_end_in_a_sentence() {
        byte[] zeros = new byte[8 * 1024 * 1024];
        byte[] huge = new TarLayer().file("unikernel.hvt", "x").plain();
        // The size is in the last kind of number that tars have, base 256: 2^62.
        Arrays.fill(huge, 124, 136, (byte) 0);
        huge[124] = (byte) 0x80;
        huge[128] = 0x40;
        ByteArrayOutputStream empty = new ByteArrayOutputStream();
        for (int i = 0; i < 20_000; i++) {
            empty.writeBytes(TarLayer.gzip(new byte[0]));
        }

        assertThat(failure(images.image(new TarLayer().file("else", zeros)), PATH))
                .hasMessageContaining("unpack to more than 4194304 bytes");
        assertThat(failure(images.image(new TarLayer().file("unikernel.hvt", new byte[70_000])), PATH))
                .hasMessageEndingWith("has more than 65536 bytes, which no unikernel needs");
        assertThat(failure(images.image(ServedImages.PLAIN, checksummed(huge)), PATH))
                .isInstanceOf(UnikernelException.class);
        assertThat(failure(
                        images.image(
                                new TarLayer().longName("x".repeat(2_000_000).getBytes(StandardCharsets.UTF_8))),
                        PATH))
                .hasMessageEndingWith("a file in it has a header of more than 1048576 bytes");
        assertThat(failure(images.image(ServedImages.GZIP, empty.toByteArray()), PATH)
                        .kind())
                .isEqualTo(UnikernelException.Kind.MISSING);
    }

    /** Bytes are changed at random, always in the same way; each result is a file or a sentence. */
    @Test
    void whatever_is_changed_in_a_layer_it_ends_in_a_file_or_a_sentence() throws Exception {
        byte[] plain = new TarLayer()
                .directory("a")
                .file("a/" + "b".repeat(150), "pax")
                .symbolicLink("l", "a")
                .file("unikernel.hvt", "it")
                .plain();
        byte[] packed = TarLayer.gzip(plain);
        Random random = new Random(4);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = (round % 3 == 0 ? packed : plain).clone();
            for (int change = random.nextInt(8); change >= 0; change--) {
                bytes[random.nextInt(Math.min(bytes.length, 4096))] = (byte) random.nextInt(256);
            }
            byte[] cut = round % 5 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
            ImageName image = images.image(ServedImages.GZIP, cut);
            try {
                take(image, PATH);
            } catch (UnikernelException e) {
                assertThat(e.getMessage()).doesNotContain("\n").contains(image.toString());
                assertThat(target()).doesNotExist();
            }
        }
    }

    @Test
    void a_deadline_and_an_interrupt_end_it() {
        ImageName image = images.image(new TarLayer().file("unikernel.hvt", "it"));

        assertThatThrownBy(() -> files().take(image, PLATFORM, PATH, target(), Deadline.in(Duration.ZERO)))
                .isInstanceOf(ImageException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> take(image, PATH)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static TarLayer base() {
        return new TarLayer().file("data/v1/www", "it").file("www", "other");
    }

    private String taken(TarLayer... layers) throws Exception {
        return Files.readString(take(images.image(layers), PATH).file());
    }

    private UnikernelFile take(ImageName image, String path) throws Exception {
        return files().take(image, PLATFORM, path, target(), deadline());
    }

    private UnikernelException failure(ImageName image, String path) {
        UnikernelException failure = catchThrowableOfType(UnikernelException.class, () -> take(image, path));
        assertThat(target()).doesNotExist();
        return failure;
    }

    private ImageFiles files() {
        return new ImageFiles(registry, SMALL);
    }

    private Path target() {
        return directory.resolve("taken");
    }

    private static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(60));
    }

    /** With the checksum that the first header should have (POSIX, "ustar Interchange Format"). */
    private static byte[] checksummed(byte[] tar) {
        Arrays.fill(tar, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[i] & 0xff;
        }
        byte[] text = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, tar, 148, text.length);
        return tar;
    }
}
