package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.FaultyRegistry;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealRegistry;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real registries, with images that the real client pushed and the real engine pulls. */
@ExtendWith(RealDocker.Extension.class)
class RegistryClientITest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final int LARGE = 20 * 1024;

    private final RealDocker docker;
    private final BuiltImages built;
    private final List<String> log = new CopyOnWriteArrayList<>();

    RegistryClientITest(RealDocker docker) {
        this.docker = docker;
        this.built = new BuiltImages(docker);
    }

    @Test
    void resolves_what_docker_pushed_to_the_digest_that_docker_says() throws Exception {
        ImageName name = name(docker.registry().address());
        ImageName image = built.push(name, "linux/amd64", 1);
        RegistryClient client = client();

        assertThat(client.resolve(name, Deadline.in(LONG)))
                .isEqualTo(image.digest().get());
        assertThat(client.exists(image, Deadline.in(LONG))).isTrue();
        assertThat(client.exists(name.withTag("other"), Deadline.in(LONG))).isFalse();
        assertThat(client.find(name(docker.registry().address()), Deadline.in(LONG)))
                .isEmpty();
        Manifest manifest = client.manifest(image, Deadline.in(LONG));
        assertThat(client.config(image, manifest, Deadline.in(LONG))
                        .path("architecture")
                        .asText())
                .isEqualTo("amd64");
    }

    @Test
    void logs_in_over_tls_as_the_user_of_the_docker_configuration() throws Exception {
        ImageName name = name(docker.securedRegistry().address());
        ImageName image = built.push(name, "linux/amd64", 1);

        assertThat(client().resolve(name, Deadline.in(LONG)))
                .isEqualTo(image.digest().get());
    }

    @Test
    void says_what_to_do_about_a_missing_or_wrong_login() {
        String address = docker.securedRegistry().address();
        ImageName name = name(address);

        assertThat(failure(client(Logins.NONE), name))
                .hasMessage(address + " refused to look up " + name.repository()
                        + ":latest: unauthorized; log in with 'docker login " + address + "'")
                .extracting(ImageException::kind)
                .isEqualTo(ImageException.Kind.DENIED);
        assertThat(failure(client(registry -> Optional.of(new Login("mallory", "guess"))), name))
                .hasMessageContaining("refused to look up " + name.repository() + ":latest as mallory")
                .hasMessageNotContaining("guess");
    }

    @Test
    void says_what_to_do_about_a_certificate_that_is_not_trusted() {
        ImageName name = name(docker.securedRegistry().address());
        RegistryClient distrustful = new RegistryClient(Logins.NONE, Set.of(), log::add, new RegistryTrust(List.of()));

        assertThat(failure(distrustful, name))
                .hasMessageContaining(" has a certificate that is not trusted (")
                .hasMessageEndingWith("into /etc/docker/certs.d/" + name.registry() + "/ca.crt");
    }

    @Test
    void copies_within_a_registry_without_transferring_anything() throws Exception {
        FaultyRegistry registry = docker.faultyRegistry();
        ImageName staged = built.push(name(docker.registry().address()), "linux/amd64", 100);
        ImageName from = on(registry.address(), staged);
        ImageName to = name(registry.address());

        String digest = client().copy(from, to, Deadline.in(LONG));

        assertThat(digest).isEqualTo(staged.digest().get());
        assertThat(registry.requests().stream().filter(request -> request.contains("/blobs/")))
                .isNotEmpty()
                .containsOnly("POST /v2/" + to.repository() + "/blobs/uploads/");
        built.pull(on(docker.registry().address(), to).withDigest(digest));
    }

    @Test
    void copies_between_registries_byte_for_byte() throws Exception {
        ImageName image = built.push(name(docker.registry().address()), "linux/amd64", LARGE);
        ImageName to = name(docker.securedRegistry().address());

        String digest = client().copy(image, to, Deadline.in(LONG));

        assertThat(digest).isEqualTo(image.digest().get());
        built.pull(to.withDigest(digest));
    }

    @Test
    void sends_in_chunks_what_is_too_large_at_once() throws Exception {
        ImageName image = built.push(name(docker.securedRegistry().address()), "linux/amd64", LARGE);
        FaultyRegistry registry = docker.faultyRegistry();
        ImageName to = name(registry.address());
        registry.failing(413, 1, request -> request.startsWith("PUT ") && request.contains("/blobs/uploads/"));

        String digest = client().copy(image, to, Deadline.in(LONG));

        assertThat(registry.requests().stream().filter(request -> request.startsWith("PATCH ")))
                .hasSize(3);
        built.pull(on(docker.registry().address(), to).withDigest(digest));
    }

    @Test
    void sends_again_the_chunk_that_failed() throws Exception {
        ImageName image = built.push(name(docker.securedRegistry().address()), "linux/amd64", LARGE);
        FaultyRegistry registry = docker.faultyRegistry();
        ImageName to = name(registry.address());
        AtomicInteger chunks = new AtomicInteger();
        registry.failing(
                503,
                2,
                request -> request.startsWith("PUT ") && request.contains("/blobs/uploads/") && chunks.get() == 0
                        || request.startsWith("PATCH ") && chunks.incrementAndGet() == 2);

        String digest = client().copy(image, to, Deadline.in(LONG));

        assertThat(registry.requests().stream().filter(request -> request.startsWith("PATCH ")))
                .hasSize(4);
        built.pull(on(docker.registry().address(), to).withDigest(digest));
    }

    @Test
    void makes_an_index_from_which_the_engine_pulls_its_own_platform() throws Exception {
        ImageName name = name(docker.registry().address());
        ImageName amd64 = built.push(name.withTag("amd64"), "linux/amd64", 1);
        ImageName arm = built.push(name.withTag("arm"), "linux/arm/v7", 1);
        RegistryClient client = client();

        Manifest index = client.index(List.of(amd64, arm), Deadline.in(LONG));
        client.put(index, name.withTag("both"), Deadline.in(LONG));

        boolean docker = client.manifest(arm, Deadline.in(LONG)).mediaType().equals(MediaType.DOCKER_MANIFEST);
        assertThat(index.mediaType()).isEqualTo(docker ? MediaType.DOCKER_LIST : MediaType.OCI_INDEX);
        assertThat(index.images().stream()
                        .map(image -> image.platform().orElseThrow().toString()))
                .containsExactly("linux/amd64", "linux/arm/v7");
        assertThat(client.index(List.of(amd64, arm), Deadline.in(LONG))).isEqualTo(index);
        assertThat(client.manifest(name.withTag("both"), Platform.parse("linux/arm/v7"), Deadline.in(LONG))
                        .digest())
                .isEqualTo(arm.digest().get());
        built.pull(name.withDigest(index.digest()));
    }

    @Test
    void copies_an_index_with_everything_in_it() throws Exception {
        ImageName name = name(docker.registry().address());
        ImageName amd64 = built.push(name.withTag("amd64"), "linux/amd64", 10);
        ImageName arm64 = built.push(name.withTag("arm64"), "linux/arm64", 10);
        RegistryClient client = client();
        client.put(client.index(List.of(amd64, arm64), Deadline.in(LONG)), name.withTag("both"), Deadline.in(LONG));
        ImageName to = name(docker.securedRegistry().address());

        String digest = client.copy(name.withTag("both"), to, Deadline.in(LONG));

        assertThat(client.exists(to.withDigest(arm64.digest().get()), Deadline.in(LONG)))
                .isTrue();
        built.pull(to.withDigest(digest));
    }

    @Test
    void makes_an_oci_index_over_oci_images() throws Exception {
        ImageName name = name(docker.registry().address());
        ImageName amd64 = oci(built.push(name.withTag("amd64"), "linux/amd64", 1));
        ImageName arm64 = oci(built.push(name.withTag("arm64"), "linux/arm64", 1));
        RegistryClient client = client();

        Manifest index = client.index(List.of(amd64, arm64), Deadline.in(LONG));
        client.put(index, name.withTag("both"), Deadline.in(LONG));

        assertThat(index.mediaType()).isEqualTo(MediaType.OCI_INDEX);
        assertThat(client.resolve(name.withTag("both"), Deadline.in(LONG))).isEqualTo(index.digest());
        built.pull(name.withDigest(index.digest()));
    }

    @Test
    void keeps_a_tag_that_must_not_move() throws Exception {
        ImageName name = name(docker.registry().address());
        ImageName one = built.push(name.withTag("one"), "linux/amd64", 1);
        ImageName two = built.push(name.withTag("two"), "linux/amd64", 1);
        RegistryClient client = client();
        Manifest first = client.manifest(one, Deadline.in(LONG));
        client.keep(first, name.withTag("keep"), Deadline.in(LONG));
        client.keep(first, name.withTag("keep"), Deadline.in(LONG));

        Manifest second = client.manifest(two, Deadline.in(LONG));

        assertThatThrownBy(() -> client.keep(second, name.withTag("keep"), Deadline.in(LONG)))
                .hasMessage(name.withTag("keep") + " stands for " + first.digest() + " for ever and is not moved to "
                        + second.digest());
        client.tag(two, "one", Deadline.in(LONG));
        assertThat(client.resolve(name.withTag("one"), Deadline.in(LONG))).isEqualTo(second.digest());
    }

    @Test
    void streams_a_layer() throws Exception {
        ImageName image = built.push(name(docker.securedRegistry().address()), "linux/amd64", LARGE);
        RegistryClient client = client();
        Descriptor layer = client.manifest(image, Deadline.in(LONG)).layers().get(0);
        MessageDigest hash = MessageDigest.getInstance("SHA-256");

        try (InputStream content = client.open(image, layer, Deadline.in(LONG))) {
            for (byte[] part = content.readNBytes(65_536); part.length > 0; part = content.readNBytes(65_536)) {
                hash.update(part);
            }
        }

        assertThat("sha256:" + HexFormat.of().formatHex(hash.digest())).isEqualTo(layer.digest());
    }

    @Test
    void goes_on_when_the_registry_was_restarted_in_the_middle_of_a_layer() throws Exception {
        ImageName image = built.push(name(docker.registry().address()), "linux/amd64", LARGE);
        RegistryClient client = client();
        Descriptor layer = client.manifest(image, Deadline.in(LONG)).layers().get(0);

        try (InputStream content = client.open(image, layer, Deadline.in(LONG))) {
            int begun = content.readNBytes(100_000).length;
            docker.registry().stop();
            CompletableFuture<Void> back = CompletableFuture.runAsync(docker.registry()::start);
            long rest = content.transferTo(OutputStream.nullOutputStream());
            back.join();
            assertThat(begun + rest).isEqualTo(layer.size());
        }
    }

    @Test
    void waits_for_a_registry_that_answers_500_for_a_while() throws Exception {
        FaultyRegistry registry = docker.faultyRegistry();
        ImageName image =
                on(registry.address(), built.push(name(docker.registry().address()), "linux/amd64", 1));
        registry.fail(500, 3);

        ImageName to = name(registry.address());
        client().copy(image, to, Deadline.in(LONG));

        assertThat(log).isNotEmpty().allSatisfy(line -> assertThat(line).contains("; trying again in "));
        assertThat(client().exists(to, Deadline.in(LONG))).isTrue();
    }

    @Test
    void names_a_registry_that_answers_500_for_ever() {
        FaultyRegistry registry = docker.faultyRegistry();
        registry.fail(503);

        ImageException failure = catchThrowableOfType(ImageException.class, () -> client().manifest(
                        name(registry.address()).withTag("t"), Deadline.in(SHORT)));

        assertThat(failure.kind()).isEqualTo(ImageException.Kind.UNAVAILABLE);
        assertThat(failure)
                .hasMessageMatching(
                        registry.address()
                                + " could not get image-\\d+:t: unknown: out of order \\(HTTP status 503\\); gave up after \\d+ attempts");
    }

    @Test
    void waits_for_a_registry_that_is_restarted() throws Exception {
        ImageName image = built.push(name(docker.registry().address()), "linux/amd64", 1);
        RegistryClient client = client();
        client.resolve(image, Deadline.in(LONG));
        docker.registry().stop();

        CompletableFuture<Void> back = CompletableFuture.runAsync(() -> {
            Eventually.holds("the client has noticed", LONG, () -> !log.isEmpty());
            docker.registry().start();
        });

        assertThat(client.exists(image, Deadline.in(LONG))).isTrue();
        back.join();
        assertThat(log.get(0)).contains(" could not look up ");
    }

    @Test
    void names_a_registry_whose_disk_is_full() throws Exception {
        ImageName image = built.push(name(docker.registry().address()), "linux/amd64", 2000);
        RealRegistry small = docker.smallRegistry(500);
        ImageName to = name(small.address());

        ImageException failure =
                catchThrowableOfType(ImageException.class, () -> client().copy(image, to, Deadline.in(LONG)));

        assertThat(failure)
                .hasMessage(small.address() + " could not push " + to.repository() + ":latest: no space is left on its"
                        + " disk; free some, or delete images there and run its garbage collection");
        assertThat(failure.kind()).isEqualTo(ImageException.Kind.FAILED);
    }

    @Test
    void leaves_no_thread_behind_that_keeps_the_jvm_alive() throws Exception {
        Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
        ImageName image = built.push(name(docker.registry().address()), "linux/amd64", LARGE);

        client().copy(image, name(docker.securedRegistry().address()), Deadline.in(LONG));

        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread) && !thread.isDaemon())
                        .map(Thread::getName))
                .isEmpty();
    }

    private RegistryClient client() {
        return client(DockerConfigLogins.in(docker.dockerConfig()));
    }

    private RegistryClient client(Logins logins) {
        Path certificates = docker.directory("certs.d");
        try {
            Path directory = Files.createDirectories(
                    certificates.resolve(docker.securedRegistry().address()));
            Files.copy(docker.certificates().authority(), directory.resolve("ca.crt"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new RegistryClient(logins, Set.of(), log::add, new RegistryTrust(List.of(certificates)));
    }

    private ImageName name(String registry) {
        return ImageName.parse(registry + "/" + docker.unique("image")).withTag("latest");
    }

    private static ImageName on(String registry, ImageName image) {
        return new ImageName(registry, image.repository(), image.tag(), image.digest());
    }

    private static ImageException failure(RegistryClient client, ImageName name) {
        return catchThrowableOfType(ImageException.class, () -> client.resolve(name, Deadline.in(LONG)));
    }

    /** The same image with a manifest as OCI builders write it. */
    private ImageName oci(ImageName image) throws Exception {
        RegistryClient client = client();
        String text = new String(client.manifest(image, Deadline.in(LONG)).content(), StandardCharsets.UTF_8)
                .replace(MediaType.DOCKER_MANIFEST, MediaType.OCI_MANIFEST)
                .replace("application/vnd.docker.container.image.v1+json", "application/vnd.oci.image.config.v1+json")
                .replace(
                        "application/vnd.docker.image.rootfs.diff.tar.gzip",
                        "application/vnd.oci.image.layer.v1.tar+gzip");
        Manifest manifest = Manifest.read(MediaType.OCI_MANIFEST, text.getBytes(StandardCharsets.UTF_8));
        client.put(manifest, image.withTag("oci-" + manifest.digest().substring(7, 19)), Deadline.in(LONG));
        return image.withDigest(manifest.digest());
    }
}
