package io.jenkins.plugins.deployer.unikernel.albatross;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deployer.host.CertificateLogin;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.Gap;
import io.jenkins.plugins.deployer.service.HealthWatch;
import io.jenkins.plugins.deployer.service.Origin;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.SettableClock;
import io.jenkins.plugins.deployer.service.TimeLimits;
import io.jenkins.plugins.deployer.unikernel.ElfWriter;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelBinaries;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelMachine;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSetUp;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSurroundings;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Roll-outs on a server at the wire, in a time that a test controls; each step is taken by a new process. */
final class AlbatrossWorld implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    static final UnikernelSetUp SET_UP = new UnikernelSetUp(
            32, Optional.empty(), Map.of("service", "br0"), Map.of("data", "data"), List.of("--port=80"));
    private static final Duration FOR_EVER = Duration.ofHours(1);

    final SettableClock clock = new SettableClock();
    final WireAlbatross server;
    final List<String> log = new ArrayList<>();
    Optional<String> quarantine = Optional.empty();
    Duration settle = Duration.ofSeconds(2);
    UnaryOperator<UnikernelHost> wrapping = host -> host;
    WantedUnikernel wanted = new WantedUnikernel(UnikernelTarget.HVT, Architecture.X86_64, Optional.empty(), SET_UP);

    private final Path directory;
    private final Host.Albatross rule;
    private final HostReach reach;
    private final Map<String, UnikernelFile> images = new HashMap<>();

    AlbatrossWorld(Release release, TestAuthority authority, Path directory, String domain)
            throws IOException, GeneralSecurityException {
        this.directory = directory;
        this.server = WireAlbatross.tls(release, authority, Optional.of(clock));
        this.reach = HostReach.directly(authority.root());
        this.rule = new Host.Albatross("robur", Optional.empty(), "localhost:" + server.port(), domain);
        server.daemon().addVolume(domain + ":data", 10);
    }

    static AlbatrossWorld on(Release release, TestAuthority authority, Path directory) throws Exception {
        return new AlbatrossWorld(release, authority, directory, "");
    }

    /** A unikernel whose image has these words in it. */
    String image(String name, String words) throws Exception {
        byte[] elf = ElfWriter.unikernel(ElfWriter.HVT, 2, "net:service", "block:data")
                .bytes();
        byte[] padding = new byte[300_000];
        byte[] bytes = Tlv.joined(elf, padding, words.getBytes(StandardCharsets.UTF_8));
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        Path file = Files.write(directory.resolve(name), bytes);
        images.put(name, new UnikernelFile(file, "/unikernel.hvt of " + name, bytes.length, sha256));
        return sha256;
    }

    Path imageFile(String name) {
        return images.get(name).file();
    }

    /** It runs, since a minute, otherwise set up than is wanted. */
    String runs(String name, String words) throws Exception {
        String sha256 = image(name, words);
        UnikernelConfig config = UnikernelConfig.of(
                0,
                16,
                List.of(BlockDevice.on("data", "data")),
                List.of(NetworkDevice.on("service", "br0")),
                List.of("--port=8080"));
        client().replace("www", config, new ImageFile(images.get(name).file()));
        clock.advance(Duration.ofMinutes(1));
        return sha256;
    }

    Albatross client() throws Exception {
        Albatross client = Albatross.tls(
                "localhost",
                server.port(),
                Identity.of((CertificateLogin) reach.login()),
                ((CertificateLogin) reach.login()).authorities(),
                reach.dialer(),
                io.jenkins.plugins.deployer.unikernel.albatross.TimeLimits.USUAL);
        for (String label : Name.ofDomain(rule.domain()).path()) {
            client = client.under(label);
        }
        return client;
    }

    Optional<String> running() {
        return server.daemon().running(rule.domain() + ":www").map(running -> HexFormat.of()
                .formatHex(running.digest()));
    }

    ServiceRequest request(String image) {
        return ServiceRequest.of(
                        "robur",
                        "www",
                        ImageName.parse("registry.example.org/" + image).withDigest("sha256:" + "d".repeat(64)),
                        clock.instant())
                .withOrigin(new Origin(new RepositoryName("mirage", "mirage-www"), "live", COMMIT))
                .withLimits(TimeLimits.DEFAULT.withSettle(settle).withTotal(Duration.ofMinutes(1)));
    }

    RollOut begin(String image) {
        return RollOut.begin(request(image), wanted.toJson());
    }

    AlbatrossHost host() throws Exception {
        return AlbatrossHost.of(rule, reach, directory.resolve("kept"));
    }

    UnikernelMachine machine() {
        return new UnikernelMachine(new UnikernelSurroundings(
                clock,
                name -> wrapping.apply(AlbatrossHost.of(rule, reach, directory.resolve("kept"))),
                new UnikernelBinaries() {
                    @Override
                    public UnikernelFile take(String id, ImageName image, WantedUnikernel what, Deadline deadline) {
                        return images.get(image.repository());
                    }

                    @Override
                    public void forget(String id) {
                        // They are the test's.
                    }
                },
                name -> "sha256:" + "d".repeat(64),
                (repository, branch) -> Optional.of(COMMIT),
                (request, digest) -> quarantine,
                new HealthWatch() {
                    @Override
                    public Gap seen(String id, HealthCheck check, Gap before) {
                        return before;
                    }

                    @Override
                    public void stop(String id) {
                        // Nobody asks.
                    }
                },
                Runnable::run));
    }

    RollOut deploy(String image) throws Exception {
        return drive(begin(image));
    }

    RollOut drive(RollOut begun) throws Exception {
        RollOut state = begun;
        while (!state.isEnded()) {
            state = step(state);
        }
        return state;
    }

    RollOut until(RollOut begun, String said) throws Exception {
        RollOut state = begun;
        while (log.stream().noneMatch(line -> line.contains(said))) {
            state = step(state);
        }
        return state;
    }

    RollOut step(RollOut state) throws Exception {
        if (clock.instant().isAfter(state.request().asked().plus(FOR_EVER))) {
            throw new AssertionError("It does not end.\n" + String.join("\n", log));
        }
        RollOut read =
                RollOut.fromJson(new ObjectMapper().readTree(state.toJson().toString()));
        Advance advance = machine().advance(read);
        log.addAll(advance.log());
        clock.advance(advance.after());
        return advance.next();
    }

    /** What is kept of earlier unikernels. */
    List<Path> kept() throws IOException {
        Path kept = directory.resolve("kept");
        if (!Files.exists(kept)) {
            return List.of();
        }
        try (var all = Files.list(kept)) {
            return all.toList();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
