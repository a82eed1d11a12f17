package io.jenkins.plugins.deployer.unikernel.solo5;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.FaultProxy;
import io.jenkins.plugins.deployer.real.RealSolo5Host;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.Ending;
import io.jenkins.plugins.deployer.service.Fault;
import io.jenkins.plugins.deployer.service.Gap;
import io.jenkins.plugins.deployer.service.HealthWatch;
import io.jenkins.plugins.deployer.service.Origin;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.Phase;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.TimeLimits;
import io.jenkins.plugins.deployer.unikernel.ElfWriter;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelBinaries;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelMachine;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSurroundings;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whole roll-outs on a Solo5 host behind a real sshd: every ending, and what interrupts them. */
@ExtendWith(RealSolo5Host.Extension.class)
@Timeout(180)
class Solo5RollOutITest {
    private static final Duration SETTLE = Duration.ofSeconds(1);

    @TempDir
    private Path here;

    private final List<String> log = new ArrayList<>();
    private final ExecutorService work = Executors.newCachedThreadPool();
    private RealSolo5Host real = RealSolo5Host.start();
    private Engines engines = new Engines(real.environment());
    private Host.Solo5 rules = real.rules();
    private UnikernelFile binary;
    private int requests;

    @BeforeEach
    void deployTheFirst() throws Exception {
        assertEnds(deploy("first", Played.RUNS), Outcome.LIVE);
    }

    @AfterEach
    void stop() {
        work.shutdownNow();
        engines.close();
        real.close();
    }

    /** A sound ELF file for hvt, with the script that the stand-in of its tender runs. */
    private UnikernelFile unikernel(String name, String does, int bytes) throws IOException {
        UnikernelFile played = Played.unikernel(here, name, does, bytes);
        byte[] elf = ElfWriter.unikernel(ElfWriter.HVT, 2).bytes();
        byte[] play = Files.readAllBytes(played.file());
        byte[] both = new byte[elf.length + play.length];
        System.arraycopy(elf, 0, both, 0, elf.length);
        System.arraycopy(play, 0, both, elf.length, play.length);
        Files.write(played.file(), both);
        return new UnikernelFile(played.file(), played.name(), both.length, Played.sha256(both));
    }

    private RollOut deploy(String name, String does) throws Exception {
        binary = unikernel(name, does, 0);
        return drive(machine(), begin());
    }

    private RollOut begin() {
        ServiceRequest request = ServiceRequest.of(
                        "m1-a",
                        "www",
                        ImageName.parse("registry.example.org/www@sha256:" + binary.sha256()),
                        Clock.systemUTC().instant())
                .withOrigin(new Origin(new RepositoryName("mirage", "mirage-www"), "live", "0".repeat(39) + ++requests))
                .withLimits(TimeLimits.DEFAULT.withSettle(SETTLE).withTotal(Duration.ofSeconds(60)));
        WantedUnikernel wanted = Played.wanted(UnikernelTarget.HVT);
        return RollOut.begin(request, wanted.toJson());
    }

    /** A machine that knows nothing of earlier ones. */
    private UnikernelMachine machine() {
        return new UnikernelMachine(new UnikernelSurroundings(
                Clock.systemUTC(),
                name -> host(),
                new Binaries(),
                name -> "sha256:" + binary.sha256(),
                (repository, branch) -> Optional.of("0".repeat(39) + requests),
                (request, digest) -> Optional.empty(),
                new NoHealth(),
                work));
    }

    private UnikernelHost host() throws UnikernelHostException {
        try {
            return new Solo5Host(rules, engines.ssh(rules));
        } catch (IOException e) {
            throw new UnikernelHostException(UnikernelHostException.Kind.LASTING, e.getMessage(), e);
        }
    }

    private final class Binaries implements UnikernelBinaries {
        @Override
        public UnikernelFile take(String id, ImageName image, WantedUnikernel wanted, Deadline deadline) {
            return binary;
        }

        @Override
        public void forget(String id) {
            // It is the test's own.
        }
    }

    private static final class NoHealth implements HealthWatch {
        @Override
        public Gap seen(String id, HealthCheck check, Gap before) {
            throw new AssertionError("there is no health address");
        }

        @Override
        public void stop(String id) {
            // There is none.
        }
    }

    private RollOut drive(UnikernelMachine machine, RollOut begun) throws InterruptedException {
        RollOut state = begun;
        while (!state.isEnded()) {
            state = step(machine, state);
        }
        return state;
    }

    private RollOut step(UnikernelMachine machine, RollOut state) throws InterruptedException {
        Advance advance = machine.advance(state);
        log.addAll(advance.log());
        TimeUnit.MILLISECONDS.sleep(advance.after().toMillis());
        return advance.next();
    }

    private Ending assertEnds(RollOut end, Outcome outcome) {
        Ending ending = end.ending().orElseThrow();
        assertThat(ending.outcome())
                .as(ending.reason() + "\n" + String.join("\n", log))
                .isEqualTo(outcome);
        return ending;
    }

    private void assertRuns(UnikernelFile file) throws Exception {
        Eventually.holds(
                () -> file.name() + " runs\n" + String.join("\n", log),
                Duration.ofSeconds(20),
                () -> real.state("www.runs").equals(file.sha256()));
        assertThat(host().look("www").orElseThrow().sha256()).isEqualTo(file.sha256());
    }

    private long starts() {
        return real.state("www.starts").lines().count();
    }

    @Test
    void a_good_one_is_live_and_then_unchanged() throws Exception {
        assertEnds(deploy("second", Played.RUNS), Outcome.LIVE);
        assertRuns(binary);
        long before = starts();

        assertEnds(drive(machine(), begin()), Outcome.UNCHANGED);

        assertThat(starts()).isEqualTo(before).isEqualTo(2);
        try (var files = Files.list(real.directory())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("www.hvt", "www.hvt.previous", "www.deployed", "www.log");
        }
    }

    @Test
    void one_that_exits_at_once_gives_way_to_the_one_before() throws Exception {
        UnikernelFile first = binary;

        RollOut end = deploy("bad", "echo 'Fatal error: no luck'; echo 'Solo5: solo5_exit(2) called'; exit 2");

        assertThat(assertEnds(end, Outcome.ROLLED_BACK).reason())
                .startsWith("it ended with exit code 2")
                .contains("Fatal error: no luck")
                .endsWith("again and has stayed up for 1.0 s");
        assertThat(end.failure().orElseThrow().fault()).isEqualTo(Fault.CRASH);
        assertRuns(first);
    }

    @Test
    void one_that_dies_after_a_while_gives_way_too() throws Exception {
        UnikernelFile first = binary;

        RollOut end = deploy("bad", "sleep 0.6; exit 3");

        assertEnds(end, Outcome.ROLLED_BACK);
        assertRuns(first);
    }

    @Test
    void the_script_mirage_redeploy_is_both_commands() throws Exception {
        UnikernelFile first = binary;
        real.installOurs();
        rules = real.rules(real.sshd().port(), List.of("mirage-redeploy"), List.of("mirage-redeploy", "--status"));

        assertThat(assertEnds(deploy("bad", "echo 'Fatal error: no luck'; exit 2"), Outcome.ROLLED_BACK)
                        .reason())
                .contains("it is down: ended with status 2, exit-code; systemd says ", "Fatal error: no luck");
        assertRuns(first);
        assertEnds(deploy("second", Played.RUNS), Outcome.LIVE);
        assertRuns(binary);
    }

    @Test
    void a_redeploy_command_that_fails_leaves_or_brings_back_the_one_before() throws Exception {
        UnikernelFile first = binary;
        rules = real.rules(real.sshd().port(), List.of("restarts-first-only"), List.of("status"));
        real.canLieIn("restarts-first-only", "systemctl stop unikernel@$1.service; echo 'no luck'; exit 9");

        RollOut failing = deploy("bad", Played.RUNS);

        assertThat(failing.failure().orElseThrow().fault()).isEqualTo(Fault.NOT_STARTED);
        assertThat(failing.failure().orElseThrow().reason())
                .isEqualTo("m1-a: the command restarts-first-only for www ended with 9: no luck");
        assertThat(assertEnds(failing, Outcome.FAILED).reason())
                .contains("the one before could not be put back: m1-a: the command restarts-first-only");
        // Its file is back, so that it is what starts as soon as anything does.
        assertThat(Played.sha256(Files.readAllBytes(real.directory().resolve("www.hvt"))))
                .isEqualTo(first.sha256());
    }

    @Test
    void a_full_disk_changes_nothing() throws Exception {
        try (RealSolo5Host small = RealSolo5Host.withDisk(1_000);
                Engines toSmall = new Engines(small.environment())) {
            RealSolo5Host large = real;
            real = small;
            rules = small.rules();
            Engines toLarge = engines;
            engines = toSmall;
            assertEnds(deploy("first", Played.RUNS), Outcome.LIVE);
            UnikernelFile first = binary;
            binary = unikernel("huge", Played.RUNS, 3_000_000);

            Ending ending = assertEnds(drive(machine(), begin()), Outcome.FAILED);

            assertThat(ending.reason()).contains("KiB left, too little for").contains("was not touched");
            assertRuns(first);
            assertThat(starts()).isEqualTo(1);
            real = large;
            engines = toLarge;
        }
    }

    @Test
    void a_connection_that_is_cut_in_the_upload_is_made_again() throws Exception {
        try (FaultProxy proxy = FaultProxy.toPort(real.sshd().port())) {
            real.know(proxy.port());
            rules = real.rules(proxy.port(), List.of(), List.of());
            binary = unikernel("large", Played.RUNS, 48 << 20);
            Path upload = real.directory().resolve("www.hvt." + binary.sha256() + ".upload");
            Thread cutter = new Thread(() -> {
                Eventually.holds(
                        "something has arrived",
                        Duration.ofSeconds(60),
                        () -> upload.toFile().length() > 0);
                proxy.cut();
            });
            cutter.setDaemon(true);
            cutter.start();

            assertEnds(drive(machine(), begin()), Outcome.LIVE);

            assertRuns(binary);
            assertThat(log).anyMatch(line -> line.contains("; trying again until"));
            assertThat(starts()).isEqualTo(2);
            rules = real.rules();
        }
    }

    @Test
    void a_host_that_is_switched_off_in_the_midst_of_it_is_gone_on_with() throws Exception {
        binary = unikernel("second", Played.RUNS, 0);
        UnikernelMachine machine = machine();
        RollOut state = begin();
        while (state.phase() != Phase.FOLLOW) {
            state = step(machine, state);
        }
        real.sshd().stop();
        state = step(machine, state);
        real.sshd().start();
        real.boot("www");

        assertEnds(drive(machine, state), Outcome.LIVE);
        assertRuns(binary);
    }

    @Test
    void a_deployer_that_is_killed_after_any_step_goes_on() throws Exception {
        for (int killedAt = 1; killedAt <= 8; killedAt++) {
            binary = unikernel("killed-" + killedAt, Played.RUNS, 0);
            long before = starts();
            UnikernelMachine killed = machine();
            RollOut state = begin();
            for (int i = 0; i < killedAt && !state.isEnded(); i++) {
                // As if it were killed before it could save the last of them.
                RollOut next = step(killed, state);
                state = i + 1 < killedAt ? next : state;
            }

            assertEnds(drive(machine(), state), Outcome.LIVE);
            assertRuns(binary);
            assertThat(starts() - before).as("starts, killed at " + killedAt).isEqualTo(1);
        }
    }
}
