package io.jenkins.plugins.deployer.unikernel.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.ImageException;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.HealthCheck;
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
import io.jenkins.plugins.deployer.unikernel.ElfWriter;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** A {@link PlayedHost} and all else that a roll-out needs, in a time that a test controls. */
final class UnikernelWorld {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    static final UnikernelSetUp SET_UP =
            new UnikernelSetUp(32, Optional.empty(), Map.of("service", "br0"), Map.of(), List.of("--port=80"));
    private static final Duration FOR_EVER = Duration.ofHours(3);

    final SettableClock clock = new SettableClock();
    final PlayedHost host = new PlayedHost(clock);
    final List<String> log = new ArrayList<>();
    final List<RollOut> saved = new ArrayList<>();
    final Set<String> binaries = new HashSet<>();
    final String old;
    final String other;
    Optional<String> head = Optional.of(COMMIT);
    boolean forgeIsDown;
    Optional<String> quarantine = Optional.empty();
    List<String> quarantineAsked = new ArrayList<>();
    Optional<ImageException> registry = Optional.empty();
    Duration firstAnswer = Duration.ZERO;
    Executor work = Runnable::run;

    private final Map<String, UnikernelFile> images = new HashMap<>();
    private final HealthWatch health = new PlayedHealth();

    /** Whose images "old" and "new" have binaries; the old one runs. */
    UnikernelWorld(Path directory) {
        old = image(directory, "old", ElfWriter.unikernel(ElfWriter.HVT, 2, "net:service"), 0x3000);
        other = image(directory, "other", ElfWriter.unikernel(ElfWriter.HVT, 2, "net:service"), 0x4000);
        image(directory, "new", ElfWriter.unikernel(ElfWriter.HVT, 2, "net:service"), 0x5000);
        image(directory, "misfit", ElfWriter.unikernel(ElfWriter.SPT, 1, "net:other"), 0x5000);
        host.starts(old, SET_UP);
        clock.advance(Duration.ofSeconds(20));
    }

    private String image(Path directory, String name, ElfWriter elf, long memory) {
        try {
            elf.codeMemory = memory;
            byte[] bytes = elf.bytes();
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            Path file = Files.write(directory.resolve(name), bytes);
            images.put(name, new UnikernelFile(file, "/unikernel.hvt of " + name, bytes.length, sha256));
            return sha256;
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    String sha256(String image) {
        return images.get(image).sha256();
    }

    UnikernelWorld behaves(String image, Behaviour behaviour) {
        host.behaves(sha256(image), behaviour);
        return this;
    }

    UnikernelWorld behaves(Behaviour.Kind kind) {
        return behaves("new", Behaviour.of(kind));
    }

    ServiceRequest request() {
        return request("new");
    }

    ServiceRequest request(String image) {
        return ServiceRequest.of("robur", "www", ImageName.parse("registry.example.org/" + image), clock.instant())
                .withOrigin(new Origin(new RepositoryName("mirage", "mirage-www"), "live", COMMIT));
    }

    HealthCheck health() {
        return new HealthCheck(URI.create("https://www.example.org/healthz"), 200, Duration.ofSeconds(30));
    }

    WantedUnikernel wanted() {
        return new WantedUnikernel(UnikernelTarget.HVT, Architecture.X86_64, Optional.empty(), SET_UP);
    }

    /** A machine that knows nothing of earlier ones, as that of a new process. */
    UnikernelMachine machine() {
        return new UnikernelMachine(new UnikernelSurroundings(
                clock,
                name -> host,
                new PlayedBinaries(),
                name -> "sha256:" + "d".repeat(64),
                (repository, branch) -> {
                    if (forgeIsDown) {
                        throw new IOException("github.com does not answer");
                    }
                    return head;
                },
                (request, digest) -> {
                    quarantineAsked.add(digest);
                    return quarantine;
                },
                health,
                work));
    }

    RollOut deploy(ServiceRequest request) {
        return drive(RollOut.begin(request, wanted().toJson()));
    }

    /** To the end, in a new process for each step, which reads what the one before it saved. */
    RollOut drive(RollOut begun) {
        RollOut state = begun;
        while (!state.isEnded()) {
            state = step(state);
        }
        return state;
    }

    RollOut step(RollOut state) {
        return step(machine(), state);
    }

    RollOut step(UnikernelMachine machine, RollOut state) {
        if (clock.instant().isAfter(state.request().asked().plus(FOR_EVER))) {
            throw new AssertionError("It does not end.\n" + String.join("\n", log));
        }
        try {
            Advance advance = machine.advance(reread(state));
            saved.add(advance.next());
            log.addAll(advance.log());
            pass(advance.after());
            return advance.next();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static RollOut reread(RollOut state) {
        try {
            return RollOut.fromJson(new ObjectMapper().readTree(state.toJson().toString()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    void pass(Duration time) {
        clock.advance(time);
        host.happen();
    }

    /** A process that comes back after a while: its health addresses answer when it has asked for a moment. */
    RollOut comeBack(RollOut state, Duration after) {
        pass(after);
        health.stop(state.request().id());
        firstAnswer = Duration.ofMillis(300);
        return state.resumed(clock.instant());
    }

    /** Steps until something was said. */
    RollOut until(RollOut begun, String said) {
        RollOut state = begun;
        while (log.stream().noneMatch(line -> line.contains(said))) {
            if (state.isEnded()) {
                throw new AssertionError("It ended before \"" + said + "\" was said.\n" + String.join("\n", log));
            }
            state = step(state);
        }
        return state;
    }

    RollOut begun() {
        return RollOut.begin(request(), wanted().toJson());
    }

    private final class PlayedBinaries implements UnikernelBinaries {
        @Override
        public UnikernelFile take(String id, ImageName image, WantedUnikernel wanted, Deadline deadline)
                throws ImageException {
            host.onCall.accept("take");
            if (registry.isPresent()) {
                throw registry.get();
            }
            binaries.add(id);
            return images.get(image.repository().substring(image.repository().lastIndexOf('/') + 1));
        }

        @Override
        public void forget(String id) {
            binaries.remove(id);
        }
    }

    /** An address that answers as the unikernel does, once for each time that somebody looks. */
    private final class PlayedHealth implements HealthWatch {
        private Optional<Instant> asked = Optional.empty();

        @Override
        public Gap seen(String id, HealthCheck check, Gap before) {
            asked = asked.or(() -> Optional.of(clock.instant()));
            if (clock.instant().isBefore(asked.get().plus(firstAnswer))) {
                return before;
            }
            return host.answers() ? before.good(clock.instant()) : before.bad(clock.instant(), "it answered 503");
        }

        @Override
        public void stop(String id) {
            asked = Optional.empty();
        }
    }
}
