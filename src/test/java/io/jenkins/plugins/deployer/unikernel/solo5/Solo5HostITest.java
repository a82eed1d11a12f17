package io.jenkins.plugins.deployer.unikernel.solo5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.FaultProxy;
import io.jenkins.plugins.deployer.real.RealSolo5Host;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.unikernel.Abi;
import io.jenkins.plugins.deployer.unikernel.Unikernel;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException.Kind;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelOnHost;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One host of unikernels behind a real sshd. */
@ExtendWith(RealSolo5Host.Extension.class)
@Timeout(120)
class Solo5HostITest {
    private static final WantedUnikernel WANTED = Played.wanted(UnikernelTarget.HVT);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> REDEPLOY = List.of("redeploy", "--of a host");

    @TempDir
    private Path here;

    private RealSolo5Host real = RealSolo5Host.start();
    private Engines engines = new Engines(real.environment());
    private Solo5Host host = host(real.rules());

    @AfterEach
    void stop() {
        engines.close();
        real.close();
    }

    private Solo5Host host(Host.Solo5 rules) {
        try {
            return new Solo5Host(rules, engines.ssh(rules));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void deploy(String id, String name, UnikernelFile file) throws Exception {
        host.change(id, name, WANTED, file, prepare(id, name, file));
    }

    private JsonNode prepare(String id, String name, UnikernelFile file) throws Exception {
        return host.prepare(id, name, WANTED, file, host.look(name));
    }

    private UnikernelFile first() {
        return Played.unikernel(here, "first", Played.RUNS);
    }

    private UnikernelFile second() {
        return Played.unikernel(here, "second", Played.RUNS);
    }

    private String inPlace(String file) throws Exception {
        return Played.sha256(Files.readAllBytes(real.directory().resolve(file)));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(real.directory())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void assertRuns(String name, UnikernelFile file) throws Exception {
        Eventually.holds(() -> name + " runs " + file.name(), PATIENCE, () -> real.state(name + ".runs")
                .equals(file.sha256()));
        assertThat(host.look(name)).hasValueSatisfying(now -> {
            assertThat(now.sha256()).isEqualTo(file.sha256());
            assertThat(now.down()).isEmpty();
            assertThat(now.instance()).isPresent();
            assertThat(now.setUp()).isEmpty();
        });
    }

    @Test
    void nothing_is_there_at_first() throws Exception {
        assertThat(host.look("www")).isEmpty();
    }

    @Test
    void several_are_looked_at_in_one_command() throws Exception {
        deploy("request-1", "www", first());
        deploy("request-2", "blog", second());

        assertThat(host.look(List.of("www", "nothing", "blog", "www")))
                .isEqualTo(Map.of(
                        "www", host.look("www").orElseThrow(),
                        "blog", host.look("blog").orElseThrow()));
        assertThat(host.look(List.of("www", "nothing")).get("www").sha256()).isEqualTo(first().sha256());
        assertThat(host.look(List.of())).isEmpty();
        assertThatThrownBy(() -> host.look(List.of("www", "../etc"))).isInstanceOf(UnikernelHostException.class);
    }

    @Test
    void the_first_and_the_next_are_put_in_place_and_started() throws Exception {
        deploy("request-1", "www", first());
        assertRuns("www", first());
        String instance = host.look("www").flatMap(UnikernelOnHost::instance).orElseThrow();

        deploy("request-2", "www", second());

        assertRuns("www", second());
        assertThat(host.look("www").flatMap(UnikernelOnHost::instance))
                .hasValueSatisfying(later -> assertThat(later).isNotEqualTo(instance));
        assertThat(inPlace("www.hvt.previous")).isEqualTo(first().sha256());
        assertThat(files()).containsExactly("www.deployed", "www.hvt", "www.hvt.previous", "www.log");
        assertThat(Files.readString(real.directory().resolve("www.deployed")))
                .contains(
                        "request request-2\n",
                        "state running\n",
                        "sha256 " + second().sha256() + "\n",
                        "previous-sha256 " + first().sha256() + "\n",
                        "file /unikernel.hvt of registry/second\n");
        assertThat(host.console("www", Instant.now(), 5)).contains("hello");
    }

    @Test
    void what_was_done_is_not_done_again() throws Exception {
        deploy("request-1", "www", first());
        JsonNode prepared = prepare("request-2", "www", second());
        host.change("request-2", "www", WANTED, second(), prepared);
        assertRuns("www", second());

        host.change("request-2", "www", WANTED, second(), prepared);
        assertThat(real.state("www.starts").lines()).hasSize(2);

        host.putBack("request-2", "www", prepared);
        host.putBack("request-2", "www", prepared);
        assertRuns("www", first());
        assertThat(real.state("www.starts").lines()).hasSize(3);

        deploy("request-3", "www", second());
        assertRuns("www", second());
        assertThat(inPlace("www.hvt.previous")).isEqualTo(first().sha256());
    }

    @Test
    void a_way_back_from_what_was_never_changed_leaves_all_as_it_is() throws Exception {
        deploy("request-1", "www", first());
        JsonNode prepared = prepare("request-2", "www", second());

        host.putBack("request-2", "www", prepared);
        host.forget("request-2", "www", prepared);

        assertRuns("www", first());
        assertThat(real.state("www.starts").lines()).hasSize(1);
        assertThat(files()).containsExactly("www.deployed", "www.hvt", "www.log");
    }

    @Test
    void the_way_back_from_the_first_one_ends_it() throws Exception {
        JsonNode prepared = prepare("request-1", "www", first());
        host.change("request-1", "www", WANTED, first(), prepared);
        assertRuns("www", first());

        host.putBack("request-1", "www", prepared);

        assertThat(host.look("www")).isEmpty();
        assertThat(real.state("www.active")).isEqualTo("inactive");
        assertThat(files()).containsExactly("www.log");
    }

    @Test
    void what_ran_before_is_there_without_sending_it_again() throws Exception {
        deploy("request-1", "www", first());
        deploy("request-2", "www", second());
        UnikernelFile gone = first();
        Files.delete(gone.file());

        deploy("request-3", "www", gone);

        assertRuns("www", gone);
        assertThat(inPlace("www.hvt.previous")).isEqualTo(second().sha256());
    }

    @Test
    void another_target_takes_the_place_of_the_one_before_and_gives_it_back() throws Exception {
        deploy("request-1", "www", first());
        WantedUnikernel spt = Played.wanted(UnikernelTarget.SPT);
        JsonNode prepared = host.prepare("request-2", "www", spt, second(), host.look("www"));

        host.change("request-2", "www", spt, second(), prepared);
        assertRuns("www", second());
        assertThat(files()).containsExactly("www.deployed", "www.hvt.previous", "www.log", "www.spt");

        host.putBack("request-2", "www", prepared);
        assertRuns("www", first());
        assertThat(files()).contains("www.hvt").doesNotContain("www.spt");
    }

    @Test
    void one_that_ends_is_down_with_the_reason_and_starts_again_as_another_instance() throws Exception {
        deploy("request-1", "www", Played.unikernel(here, "bad", "echo 'out of luck'; exit 42"));

        UnikernelOnHost down = Eventually.found(() -> "it is down", PATIENCE, () -> look().filter(
                        now -> now.down().isPresent()));
        assertThat(down.down()).hasValue("ended with exit status 42 (systemd is about to start it again)");
        assertThat(down.instance()).isEmpty();
        assertThat(host.console("www", Instant.now(), 3)).contains("out of luck");
        Optional<String> before = instance();
        Eventually.holds("another instance", PATIENCE, () -> !instance().equals(before));
    }

    private Optional<UnikernelOnHost> look() {
        try {
            return host.look("www");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Optional<String> instance() {
        return Eventually.found(() -> "it is up", PATIENCE, () -> look().flatMap(UnikernelOnHost::instance))
                .describeConstable();
    }

    @Test
    void a_redeploy_command_that_fails_is_told_with_its_words() throws Exception {
        deploy("request-1", "www", first());
        JsonNode prepared = prepare("request-2", "www", second());
        real.setState("www.refuse", "");

        assertThatThrownBy(() -> host.change("request-2", "www", WANTED, second(), prepared))
                .isInstanceOfSatisfying(
                        UnikernelHostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_STARTED))
                .hasMessage("m1-a: the command systemctl for www ended with 1: Job for unikernel@www.service failed.");
        // The command did not get as far as stopping what ran.
        assertThat(host.look("www").map(UnikernelOnHost::sha256)).hasValue(first().sha256());
        assertThat(host.console("www", Instant.now(), 5)).contains("Job for unikernel@www.service failed.");

        real.removeState("www.refuse");
        host.putBack("request-2", "www", prepared);
        assertRuns("www", first());
    }

    @Test
    void commands_of_the_administrators_own_get_the_name_as_their_last_word() throws Exception {
        host = host(real.rules(real.sshd().port(), REDEPLOY, List.of("status")));
        deploy("request-1", "www", first());
        assertRuns("www", first());
        JsonNode prepared = prepare("request-2", "www", Played.unikernel(here, "bad", "exit 7"));
        host.change("request-2", "www", WANTED, Played.unikernel(here, "bad", "exit 7"), prepared);

        UnikernelOnHost down = Eventually.found(() -> "it is down", PATIENCE, () -> look().filter(
                        now -> now.down().isPresent()));
        assertThat(down.down()).hasValue("is down: it ended with exit status 7");
        assertThat(host.console("www", Instant.now(), 5)).contains("asked about www");

        host.putBack("request-2", "www", prepared);
        assertRuns("www", first());
        assertThat(host.console("www", Instant.now(), 5)).containsOnly("hello");
    }

    @Test
    void the_way_back_from_the_first_one_has_the_administrators_command_end_it() throws Exception {
        host = host(real.rules(real.sshd().port(), REDEPLOY, List.of("status")));
        JsonNode prepared = prepare("request-1", "www", first());
        host.change("request-1", "www", WANTED, first(), prepared);

        host.putBack("request-1", "www", prepared);

        assertThat(host.look("www")).isEmpty();
        assertThat(real.state("www.active")).isEqualTo("inactive");
        assertThat(Files.readString(real.directory().resolve("www.log"))).isEqualTo("stopping www\n");
    }

    @Test
    void without_a_status_command_it_counts_as_up_and_the_console_says_so() throws Exception {
        host = host(real.rules(real.sshd().port(), REDEPLOY, List.of()));
        deploy("request-1", "www", first());

        assertRuns("www", first());
        assertThat(host.console("www", Instant.now(), 5))
                .containsExactly(
                        "(The host m1-a has no status command, so nobody can tell whether www runs: it counts as up"
                                + " because its redeploy command succeeded.)",
                        "starting www");
    }

    @Test
    void a_status_command_that_is_not_there_is_an_error_and_not_a_unikernel_that_is_down() throws Exception {
        deploy("request-1", "www", first());
        host = host(real.rules(real.sshd().port(), REDEPLOY, List.of("no-such-command")));

        assertThatThrownBy(() -> host.look("www"))
                .isInstanceOfSatisfying(
                        UnikernelHostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LASTING))
                .hasMessage("m1-a: the status command no-such-command cannot be run there (exit status 127)");
    }

    @Test
    void a_file_that_somebody_else_put_there_is_seen_and_not_overwritten() throws Exception {
        deploy("request-1", "www", first());
        JsonNode prepared = prepare("request-2", "www", second());
        UnikernelFile by_hand = Played.unikernel(here, "third", Played.RUNS);
        Files.copy(by_hand.file(), real.directory().resolve("www.new"));
        Files.move(
                real.directory().resolve("www.new"),
                real.directory().resolve("www.hvt"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(host.look("www").map(UnikernelOnHost::sha256)).hasValue(by_hand.sha256());
        assertThatThrownBy(() -> host.change("request-2", "www", WANTED, second(), prepared))
                .isInstanceOfSatisfying(
                        UnikernelHostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LASTING))
                .hasMessage("m1-a: somebody put another " + real.directory() + "/www.hvt there meanwhile (SHA-256 "
                        + by_hand.sha256() + "); nothing was changed");
        assertThat(inPlace("www.hvt")).isEqualTo(by_hand.sha256());
    }

    @Test
    void links_and_directories_in_the_place_of_files_are_refused() throws Exception {
        Path outside = Files.writeString(here.resolve("outside"), "precious");
        for (String file : List.of("www.hvt", "www.hvt.previous", "www.deployed", "www.spt")) {
            Path link = Files.createSymbolicLink(real.directory().resolve(file), outside);
            assertThatThrownBy(() -> deploy("request-1", "www", first()))
                    .hasMessage(
                            "m1-a: " + link + " is a symbolic link, where a file of the deployer's belongs; remove it");
            Files.delete(link);
        }
        Path link =
                Files.createSymbolicLink(real.directory().resolve("www.hvt." + first().sha256() + ".upload"), outside);
        assertThatThrownBy(() -> deploy("request-1", "www", first())).hasMessageContaining("is a symbolic link");
        Files.delete(link);
        Files.createDirectory(real.directory().resolve("www.hvt"));
        assertThatThrownBy(() -> deploy("request-1", "www", first()))
                .hasMessage("m1-a: " + real.directory() + "/www.hvt is not a plain file; remove it");

        assertThat(outside).hasContent("precious");
    }

    @Test
    void hostile_words_stay_words() throws Exception {
        for (String name : List.of("www; touch here", "../www", "-rf", "$(touch here)", "w\nw", "")) {
            assertThatThrownBy(() -> host.look(name)).isInstanceOfAny(Exception.class);
        }
        Host.Solo5 hostile = new Host.Solo5(
                "m1-a",
                Optional.empty(),
                real.rules().endpoint(),
                real.directory() + "/'; touch here; '$(touch here)`touch here`",
                List.of("sh", "-c", "printf '%s,' \"$@\" >words", "sh", "", " '$(touch here)' ", "*", "\\n é", "--"),
                List.of());
        Files.createDirectories(Path.of(hostile.directory()));
        Path words = Path.of(hostile.directory()).resolve("words");
        host = host(hostile);
        deploy("$(touch here)';\"`touch here`", "www", first());

        assertThat(words).hasContent(", '$(touch here)' ,*,\\n é,--,www,");
        assertThat(host.look("www").map(UnikernelOnHost::sha256)).hasValue(first().sha256());
        try (Stream<Path> all = Files.walk(real.directory().getParent())) {
            assertThat(all.map(file -> file.getFileName().toString())).doesNotContain("here");
        }
    }

    @Test
    void a_full_disk_is_said_before_anything_is_sent_and_in_its_midst() throws Exception {
        try (RealSolo5Host small = RealSolo5Host.withDisk(1_000);
                Engines toSmall = new Engines(small.environment())) {
            host = new Solo5Host(small.rules(), toSmall.ssh(small.rules()));
            deploy("request-1", "www", first());
            UnikernelFile large = Played.unikernel(here, "large", Played.RUNS, 2_000_000);

            assertThatThrownBy(() -> prepare("request-2", "www", large))
                    .isInstanceOfSatisfying(UnikernelHostException.class, e -> assertThat(e.kind())
                            .isEqualTo(Kind.LASTING))
                    .hasMessageMatching("m1-a: " + small.directory() + " has only [0-9]+ KiB left, too little for 1954"
                            + " KiB of /unikernel.hvt of registry/large; nothing was changed, make room there");

            // Asked for its room, this file system does not tell the truth.
            small.canLieIn("df", "echo; echo x x x 4000000 x");
            assertThatThrownBy(() -> prepare("request-2", "www", large))
                    .isInstanceOfSatisfying(UnikernelHostException.class, e -> assertThat(e.kind())
                            .isEqualTo(Kind.LASTING))
                    .hasMessage("m1-a: the " + large.size() + " bytes of www could not be written to "
                            + small.directory() + " (No space left on device); nothing was changed there");

            try (Stream<Path> files = Files.list(small.directory())) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("www.hvt", "www.deployed", "www.log");
            }
            assertThat(host.look("www").map(UnikernelOnHost::sha256)).hasValue(first().sha256());
        }
    }

    @Test
    void an_upload_that_was_cut_goes_on_where_it_was() throws Exception {
        UnikernelFile large = Played.unikernel(here, "large", Played.RUNS, 64 << 20);
        Path upload = real.directory().resolve("www.hvt." + large.sha256() + ".upload");
        try (FaultProxy proxy = FaultProxy.toPort(real.sshd().port())) {
            real.know(proxy.port());
            host = host(real.rules(proxy.port(), List.of(), List.of()));
            host.look("www");
            FutureTask<JsonNode> preparing = new FutureTask<>(() -> prepare("request-1", "www", large));
            Thread thread = new Thread(preparing, "preparing");
            thread.setDaemon(true);
            thread.start();
            Eventually.holds(
                    "something has arrived",
                    PATIENCE,
                    () -> Files.exists(upload) && upload.toFile().length() > 0);
            proxy.cut();
            assertThatThrownBy(() -> preparing.get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(UnikernelHostException.class, e -> assertThat(e.kind())
                            .isEqualTo(Kind.PASSING));
            long part = Files.size(upload);
            Object file = Files.readAttributes(upload, java.nio.file.attribute.BasicFileAttributes.class)
                    .fileKey();
            assertThat(part).isBetween(1L, large.size() - 1);

            deploy("request-1", "www", large);

            assertRuns("www", large);
            assertThat(Files.readAttributes(
                                    real.directory().resolve("www.hvt"),
                                    java.nio.file.attribute.BasicFileAttributes.class)
                            .fileKey())
                    .isEqualTo(file);
        }
    }

    @Test
    void a_part_that_is_not_the_beginning_is_sent_anew() throws Exception {
        UnikernelFile large = Played.unikernel(here, "large", Played.RUNS, 100_000);
        Path upload = real.directory().resolve("www.hvt." + large.sha256() + ".upload");
        Files.write(upload, "something else".getBytes(StandardCharsets.UTF_8));
        Files.writeString(real.directory().resolve("www.hvt.1234.upload"), "of a request that was given up");

        deploy("request-1", "www", large);

        assertRuns("www", large);
        assertThat(files()).containsExactly("www.deployed", "www.hvt", "www.log");
    }

    @Test
    void a_change_goes_on_to_its_end_when_the_connection_breaks() throws Exception {
        deploy("request-1", "www", first());
        JsonNode prepared = prepare("request-2", "www", second());
        real.canLieIn("mv", "sleep 1; exec /bin/mv \"$@\"");
        try (FaultProxy proxy = FaultProxy.toPort(real.sshd().port())) {
            real.know(proxy.port());
            host = host(real.rules(proxy.port(), List.of(), List.of()));
            FutureTask<Void> changing = inBackground("request-2", second(), prepared);
            proxy.cut();
            assertThatThrownBy(() -> changing.get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(UnikernelHostException.class);

            // Waits for the process that was left behind, and finds that all is done.
            host.change("request-2", "www", WANTED, second(), prepared);
            assertRuns("www", second());
        }
        assertThat(real.state("www.starts").lines()).hasSize(2);
    }

    @Test
    void what_runs_is_not_said_while_it_is_being_changed() throws Exception {
        deploy("request-1", "www", first());
        JsonNode prepared = prepare("request-2", "www", second());
        try (Held held = new Held()) {
            FutureTask<Void> changing = inBackground("request-2", second(), prepared);
            assertThatThrownBy(() -> host.look("www"))
                    .isInstanceOfSatisfying(UnikernelHostException.class, e -> assertThat(e.kind())
                            .isEqualTo(Kind.PASSING))
                    .hasMessageMatching("m1-a: the process [0-9]+ of the host is still changing www");
            held.letGo();
            changing.get(60, TimeUnit.SECONDS);
        }
        assertRuns("www", second());
    }

    @Test
    void a_change_that_was_given_up_while_it_waited_for_another_is_not_made() throws Exception {
        deploy("request-1", "www", first());
        JsonNode prepared = prepare("request-2", "www", second());
        try (Held held = new Held();
                FaultProxy proxy = FaultProxy.toPort(real.sshd().port())) {
            FutureTask<Void> changing = inBackground("request-2", second(), prepared);
            real.know(proxy.port());
            Solo5Host direct = host;
            host = host(real.rules(proxy.port(), List.of(), List.of()));
            FutureTask<Void> waiting = inBackground("request-2", second(), prepared);
            Eventually.holds(
                    "another one waits",
                    PATIENCE,
                    () -> real.directory().toFile().list((directory, name) -> name.startsWith("www.lock.")).length
                            == 2);
            proxy.cut();
            assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(UnikernelHostException.class);
            host = direct;
            held.letGo();
            changing.get(60, TimeUnit.SECONDS);
            host.putBack("request-2", "www", prepared);
        }
        assertRuns("www", first());
        assertThat(real.state("www.starts").lines()).hasSize(3);
    }

    /** Keeps what renames files on the host from doing it. */
    private final class Held implements AutoCloseable {
        private final Path hold = real.directory().resolve("hold");

        Held() throws IOException {
            Files.createFile(hold);
            real.canLieIn("mv", "while [ -e hold ]; do sleep 0.02; done; exec /bin/mv \"$@\"");
        }

        void letGo() throws IOException {
            Files.deleteIfExists(hold);
        }

        @Override
        public void close() throws IOException {
            letGo();
        }
    }

    /** Begins a change, which has the lock when this returns. */
    private FutureTask<Void> inBackground(String id, UnikernelFile file, JsonNode prepared) {
        Solo5Host on = host;
        FutureTask<Void> changing = new FutureTask<>(() -> {
            on.change(id, "www", WANTED, file, prepared);
            return null;
        });
        Thread thread = new Thread(changing, "changing");
        thread.setDaemon(true);
        thread.start();
        Eventually.holds(
                "it has begun", PATIENCE, () -> Files.exists(real.directory().resolve("www.lock")));
        return changing;
    }

    @Test
    void says_what_a_host_lacks() throws Exception {
        Unikernel unikernel = new Unikernel(
                "/unikernel.hvt", 1_000, Architecture.ARM64, new Abi(UnikernelTarget.HVT, 3), List.of(), 1, true);
        assertThat(host.misfits("www", WANTED, unikernel, Optional.empty()))
                .containsSubsequence(
                        "it is built for arm64, but the host is x86_64",
                        "it has the Solo5 ABI hvt version 3, but the host's solo5-hvt runs version 2");

        Host.Solo5 bad = new Host.Solo5(
                "m1-a",
                Optional.empty(),
                real.rules().endpoint(),
                "/no/such/directory",
                List.of("no-such-command"),
                List.of());
        assertThat(host(bad).misfits("www", WANTED, unikernel, Optional.empty()))
                .startsWith(
                        "the host has no directory /no/such/directory",
                        "the host has no command no-such-command for the user root");
        assertThatThrownBy(() -> host(bad).look("www"))
                .hasMessage("m1-a: there is no directory /no/such/directory that the user root may enter");
    }

    @Test
    void an_account_that_does_not_run_commands_is_named() throws Exception {
        real.sshd().authorize("restrict,command=\"echo only this; exit 5\"");

        assertThatThrownBy(() -> host.look("www"))
                .isInstanceOfSatisfying(
                        UnikernelHostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LASTING))
                .hasMessage("m1-a: its account does not run sh (exit status 5)");
    }
}
