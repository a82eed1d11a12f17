package io.jenkins.plugins.deployer.unikernel.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.image.ImageException;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Ended;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Fault;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.Phase;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.TimeLimits;
import io.jenkins.plugins.deployer.unikernel.rollout.Behaviour.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every ending, in a time of its own; each step is taken by a machine that only knows the saved state. */
class UnikernelMachineTest {
    @TempDir
    private Path directory;

    private UnikernelWorld world;

    @BeforeEach
    void begin() {
        world = new UnikernelWorld(directory);
    }

    @Test
    void a_good_unikernel_is_live_once_it_has_stayed_up() {
        RollOut end = world.deploy(world.request().withHealth(world.health()));

        assertEnds(end, Outcome.LIVE, "(commit 0123456) and has stayed up for 10.0 s; gap ");
        assertThat(world.host.changes).containsExactly(world.sha256("new"));
        assertThat(Duration.between(
                        end.request().asked(), end.ending().orElseThrow().at()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        Deployment deployment = Ended.of(end, ServiceOnHost.Kind.UNIKERNEL);
        assertThat(deployment.digest()).contains("sha256:" + world.sha256("new"));
        assertThat(deployment.previous()).contains("sha256:" + world.old);
        assertThat(deployment.restored()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void the_console_is_told_once_line_by_line_as_it_comes() {
        RollOut state = world.until(world.begun(), "watching it");
        world.host.says("ready");
        world.drive(state);

        assertThat(world.log)
                .containsSubsequence("  | " + world.sha256("new").substring(0, 4) + " starts", "  | ready")
                .filteredOn(line -> line.startsWith("  | "))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_host_that_has_the_last_lines_of_a_console_alone_is_told_from_as_well() {
        world.host.keeps = 10;
        RollOut state = world.until(world.begun(), "watching it");
        for (int i = 0; i < 30; i++) {
            world.host.says("line " + i);
            state = world.step(state);
        }
        world.host.says("the last one");
        world.drive(state);

        assertThat(world.log)
                .containsSubsequence(
                        IntStream.range(0, 30).mapToObj(i -> "  | line " + i).toList())
                .contains("  | the last one");
    }

    @Test
    void a_chatty_console_fills_no_log() {
        RollOut state = world.until(world.begun(), "watching it");
        for (int i = 0; i < 500; i++) {
            world.host.says("line " + i);
            state = i % 20 == 0 ? world.step(state) : state;
        }
        world.drive(state);

        assertThat(world.log).contains("  | line 10", "  | …").hasSizeLessThan(70);
    }

    @Test
    void what_runs_already_is_unchanged() {
        assertEnds(world.deploy(world.request("old")), Outcome.UNCHANGED, "already");
        assertEnds(world.deploy(world.request("old").withHealth(world.health())), Outcome.UNCHANGED, "already");
        assertThat(world.host.changes).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void what_runs_already_but_does_not_answer_is_followed_and_left_as_it_is() {
        world.behaves("old", Behaviour.of(Kind.ANSWERS_BADLY));

        assertEnds(
                world.deploy(world.request("old").withHealth(world.health())),
                Outcome.FAILED,
                "it answered 503; no other version is known to have run well, so it was left as it is");
        assertThat(world.host.changes).isEmpty();
    }

    @Test
    void what_runs_already_since_a_moment_is_followed_until_it_has_settled() {
        world.host.starts(world.sha256("new"), UnikernelWorld.SET_UP);
        world.pass(Duration.ofSeconds(1));

        assertEnds(world.deploy(world.request()), Outcome.LIVE, "");
        assertThat(world.host.changes).isEmpty();
    }

    @Test
    void another_set_up_is_a_change_even_of_the_same_binary() {
        world.host.starts(world.old, new UnikernelSetUp(64, Optional.empty(), Map.of(), Map.of(), List.of()));

        assertEnds(world.deploy(world.request("old")), Outcome.LIVE, "");
        assertThat(world.host.changes).containsExactly(world.old);
    }

    @Test
    void where_the_host_decides_the_set_up_the_binary_alone_counts() {
        world.host.tellsSetUp = false;

        assertEnds(world.deploy(world.request("old")), Outcome.UNCHANGED, "already");
        assertEnds(world.deploy(world.request()), Outcome.LIVE, "");
    }

    @ParameterizedTest
    @CsvSource({
        "CRASHES, CRASH, 'it ended with exit code 1 at once: Fatal error: no configuration'",
        "EXITS, EXITED, 'it ended with exit code 0 at once: bye'",
        "CRASHES_AND_IS_STARTED_AGAIN, CRASH, 'it was started again after '",
        "ANSWERS_BADLY, HEALTH_CHECK, 'does not answer 200 within 30.0 s: it answered 503'",
        "IS_REFUSED_LATE, NOT_STARTED, 'robur refused to replace www: manifest not found'"
    })
    void a_bad_unikernel_is_put_back_with_its_reason_and_the_old_one_proven(Kind kind, Fault fault, String reason) {
        world.behaves(kind);

        RollOut end = world.deploy(world.request().withHealth(world.health()));

        assertEnds(end, Outcome.ROLLED_BACK, reason);
        assertThat(end.ending().orElseThrow().reason())
                .contains(
                        "www@robur runs sha256:" + world.old.substring(0, 12) + " again and has stayed up for 10.0 s");
        assertThat(end.failure().orElseThrow().fault()).isEqualTo(fault);
        assertThat(end.ending().orElseThrow().ownFault()).isEqualTo(fault.isOwn());
        assertThat(world.host.running()).contains(world.old);
        Deployment deployment = Ended.of(end, ServiceOnHost.Kind.UNIKERNEL);
        assertThat(deployment.restored()).contains("sha256:" + world.old);
        assertThat(deployment.triedImage()).isTrue();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9})
    void an_end_is_noticed_as_long_as_it_has_to_settle(int seconds) {
        world.behaves("new", new Behaviour(Kind.CRASHES, Duration.ofSeconds(seconds)));

        RollOut end = world.deploy(world.request());

        assertEnds(end, Outcome.ROLLED_BACK, "it ended with exit code 1 after " + seconds);
        assertThat(end.failure().orElseThrow().log()).endsWith("Solo5: solo5_exit(1) called");
        assertThat(end.failure().orElseThrow().exitCode()).contains(1);
    }

    @Test
    void an_end_on_a_host_that_keeps_the_binary_is_noticed_too() {
        world.host.forgetsTheDead = false;
        world.host.tellsSetUp = false;
        world.behaves(Kind.CRASHES);

        assertEnds(world.deploy(world.request()), Outcome.ROLLED_BACK, "it ended with exit code 1");
    }

    @Test
    void a_unikernel_that_is_refused_before_the_old_one_ends_leaves_it_alone() {
        world.behaves(Kind.IS_REFUSED_EARLY);

        RollOut end = world.deploy(world.request());

        assertEnds(end, Outcome.FAILED, "no CPU is left; the unikernel on robur was not touched");
        assertThat(end.ending().orElseThrow().ownFault()).isFalse();
        assertThat(world.host.running()).contains(world.old);
        assertNothingIsLeft();
    }

    @Test
    void what_does_not_fit_touches_nothing_and_says_all_of_it() {
        world.host.misfits = List.of("the policy has 16 MiB left, and it wants 32");

        RollOut end = world.deploy(world.request("misfit"));

        assertEnds(end, Outcome.FAILED, "/unikernel.hvt of misfit does not fit: it is built for spt, not for hvt");
        assertThat(end.ending().orElseThrow().reason())
                .contains("it needs the network \"other\"", "16 MiB left")
                .endsWith("; the unikernel on robur was not touched");
        assertThat(end.ending().orElseThrow().ownFault()).isFalse();
        assertThat(Ended.of(end, ServiceOnHost.Kind.UNIKERNEL).digest()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void a_first_one_has_nothing_to_go_back_to_and_is_removed_if_it_is_bad() {
        UnikernelWorld empty = world;
        empty.behaves("old", Behaviour.of(Kind.CRASHES));
        empty.pass(Duration.ofSeconds(1));
        empty.behaves(Kind.ANSWERS_BADLY);

        RollOut end = empty.deploy(empty.request().withHealth(empty.health()));

        assertEnds(end, Outcome.FAILED, "it answered 503; nothing ran before, so it was removed");
        assertThat(end.ending().orElseThrow().ownFault()).isTrue();
        assertThat(empty.host.running()).isEmpty();
    }

    @Test
    void a_first_one_is_live() {
        world.behaves("old", Behaviour.of(Kind.CRASHES));
        world.pass(Duration.ofSeconds(1));

        RollOut end = world.deploy(world.request());

        assertEnds(end, Outcome.LIVE, "");
        assertThat(world.log).contains("nothing runs as www@robur");
        assertThat(Ended.of(end, ServiceOnHost.Kind.UNIKERNEL).previous()).isEmpty();
    }

    @Test
    void what_did_not_run_before_is_put_back_without_a_proof() {
        world.host.forgetsTheDead = false;
        world.host.tellsSetUp = false;
        world.behaves("old", Behaviour.of(Kind.CRASHES));
        world.pass(Duration.ofSeconds(1));
        world.behaves(Kind.CRASHES);

        assertEnds(world.deploy(world.request()), Outcome.FAILED, " is back, which did not run before either");
    }

    @Test
    void an_old_one_that_does_not_run_again_is_said_to_be_bad_too() {
        RollOut state = world.until(world.begun(), "watching it");
        world.behaves("old", Behaviour.of(Kind.CRASHES));
        world.behaves(Kind.CRASHES);

        assertEnds(world.drive(state), Outcome.FAILED, "but that was not seen to run well: it is not there any longer");
    }

    @Test
    void what_is_in_quarantine_is_refused_and_force_helps() {
        world.quarantine = Optional.of("it was rolled back on 3 May: it crashed");

        assertEnds(
                world.deploy(world.request()),
                Outcome.REFUSED,
                "commit 0123456 is in quarantine on www@robur: it was rolled back on 3 May");
        assertThat(world.quarantineAsked).contains("sha256:" + world.sha256("new"));
        assertThat(world.host.changes).isEmpty();
        assertEnds(world.deploy(world.request().withForce(true)), Outcome.LIVE, "");
    }

    @Test
    void a_commit_that_is_not_the_head_any_longer_is_superseded() {
        world.head = Optional.of("f".repeat(40));
        assertEnds(world.deploy(world.request()), Outcome.SUPERSEDED, "is at fffffff now");

        world.head = Optional.of(UnikernelWorld.COMMIT);
        RollOut state = world.begun();
        while (state.phase() != Phase.UPDATE) {
            state = world.step(state);
        }
        world.head = Optional.empty();
        assertEnds(world.drive(state), Outcome.SUPERSEDED, "has no branch live any longer");
        assertThat(world.host.changes).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void in_place_of_one_that_does_not_run_no_outdated_commit_is_put_either() {
        world.host.forgetsTheDead = false;
        world.host.tellsSetUp = false;
        world.behaves("old", Behaviour.of(Kind.CRASHES));
        world.pass(Duration.ofSeconds(1));
        RollOut state = world.begun();
        while (state.phase() != Phase.UPDATE) {
            state = world.step(state);
        }
        world.head = Optional.empty();

        assertEnds(world.drive(state), Outcome.SUPERSEDED, "has no branch live any longer");
        assertThat(world.host.changes).isEmpty();
    }

    @Test
    void that_the_change_begins_is_saved_before_it_does() {
        List<Boolean> saved = new ArrayList<>();
        world.host.onCall = call -> {
            if (call.equals("change")) {
                RollOut last = world.saved.get(world.saved.size() - 1);
                saved.add(Particulars.of(last).changed().isPresent());
            }
        };
        world.deploy(world.request());

        assertThat(saved).containsExactly(true);
    }

    @ParameterizedTest
    @CsvSource({"UPDATE, was not touched", "FOLLOW, while it was being changed"})
    void what_somebody_else_starts_meanwhile_is_left_alone(Phase phase, String reason) {
        RollOut state = world.begun();
        while (state.phase() != phase) {
            state = world.step(state);
        }
        world.host.starts(world.other, UnikernelWorld.SET_UP);

        assertEnds(world.drive(state), Outcome.SUPERSEDED, reason);
        assertThat(world.host.running()).contains(world.other);
    }

    @ParameterizedTest
    @CsvSource({"BACK", "PROVE"})
    void what_somebody_else_starts_while_it_goes_back_is_left_alone(Phase phase) {
        world.behaves(Kind.CRASHES);
        RollOut state = world.begun();
        while (state.phase() != phase) {
            state = world.step(state);
        }
        world.host.starts(world.other, UnikernelWorld.SET_UP);

        assertEnds(world.drive(state), Outcome.SUPERSEDED, "exit code 1");
        assertThat(world.host.running()).contains(world.other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSPECT", "PULL", "UPDATE", "FOLLOW", "BACK", "PROVE"})
    void an_outage_is_outlived_with_two_lines(Phase phase) {
        if (phase == Phase.BACK || phase == Phase.PROVE) {
            world.behaves(Kind.CRASHES);
        }
        RollOut state = world.begun();
        while (state.phase() != phase) {
            state = world.step(state);
        }
        world.host.isDown = true;
        for (int i = 0; i < 8; i++) {
            state = world.step(state);
        }
        world.host.isDown = false;
        RollOut end = world.drive(state);

        assertThat(end.ending().orElseThrow().outcome())
                .isEqualTo(phase == Phase.BACK || phase == Phase.PROVE ? Outcome.ROLLED_BACK : Outcome.LIVE);
        assertThat(world.log)
                .filteredOn(line -> line.contains("robur cannot be reached; trying again"))
                .hasSize(1);
        assertThat(world.log)
                .filteredOn(line -> line.contains("robur answers again"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "INSPECT, was not touched",
        "PULL, was not touched",
        "UPDATE, whether the unikernel was changed is not known",
        "FOLLOW, 'was changed, but whether it runs is not known'",
        "PROVE, whether the one before runs again is not known"
    })
    void an_outage_that_does_not_end_says_what_is_known(Phase phase, String reason) {
        if (phase == Phase.PROVE) {
            world.behaves(Kind.CRASHES);
        }
        RollOut state = world.begun();
        while (state.phase() != phase) {
            state = world.step(state);
        }
        world.host.isDown = true;

        assertEnds(world.drive(state), Outcome.FAILED, reason);
    }

    @Test
    void a_host_that_was_started_anew_in_the_midst_starts_the_time_anew() {
        RollOut state = world.until(world.begun(), "watching it");
        world.host.isDown = true;
        state = world.step(world.step(state));
        world.host.isDown = false;
        world.host.restarts();

        assertEnds(world.drive(state), Outcome.LIVE, "");
    }

    @Test
    void one_that_somebody_starts_again_is_watched_anew() {
        RollOut state = world.until(world.begun(), "watching it");
        world.host.restarts();

        assertEnds(world.drive(state), Outcome.LIVE, "");
        assertThat(world.log).contains("it was started again, and its console does not say why; watching it anew");
    }

    @Test
    void one_that_ends_and_is_started_again_by_its_host_has_crashed() {
        RollOut state = world.until(world.begun(), "watching it");
        world.host.says("Solo5: solo5_exit(3) called");
        world.host.restarts();

        assertEnds(world.drive(state), Outcome.ROLLED_BACK, "it ended with exit code 3");
    }

    @Test
    void one_that_is_started_again_without_its_name_is_live_and_one_that_is_not_has_crashed() {
        RollOut state = world.until(world.begun(), "watching it");
        world.host.says("Solo5: solo5_exit(64) called");
        world.host.restarts();
        assertEnds(world.drive(state), Outcome.LIVE, "");

        world.log.clear();
        state = world.until(RollOut.begin(world.request("other"), world.wanted().toJson()), "watching it");
        world.host.says("unknown option --colour");
        world.host.says("Solo5: solo5_exit(64) called");
        world.behaves("other", Behaviour.of(Kind.CRASHES_SILENTLY));
        assertEnds(world.drive(state), Outcome.ROLLED_BACK, "it ended with exit code 64 at once: unknown option");
    }

    @Test
    void a_registry_that_does_not_give_the_image_is_asked_again_or_named() {
        world.registry = Optional.of(
                new ImageException(ImageException.Kind.UNAVAILABLE, "registry.example.org does not answer"));
        RollOut state = world.until(world.begun(), "registry.example.org does not answer; trying again");
        world.registry = Optional.empty();
        assertEnds(world.drive(state), Outcome.LIVE, "");

        world.registry = Optional.of(new ImageException(ImageException.Kind.NOT_FOUND, "there is no such image"));
        assertEnds(
                world.deploy(world.request("other")), Outcome.FAILED, "no such image; the unikernel on robur was not");
    }

    @Test
    void a_forge_that_does_not_answer_is_asked_again() {
        world.forgeIsDown = true;
        RollOut state = world.until(world.begun(), "github.com does not answer; trying again");
        world.forgeIsDown = false;

        assertEnds(world.drive(state), Outcome.LIVE, "");
    }

    @Test
    void nothing_that_takes_long_is_waited_for() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        world.work = waiting::add;
        UnikernelMachine machine = world.machine();
        RollOut state = world.begun();
        int idle = 0;
        while (!state.isEnded()) {
            state = world.step(machine, state);
            if (++idle % 3 == 0 && !waiting.isEmpty()) {
                waiting.remove().run();
            }
        }

        assertEnds(state, Outcome.LIVE, "");
        assertThat(world.host.changes).hasSize(1);
    }

    @Test
    void a_change_that_does_not_end_is_given_up_and_put_back() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        world.work = waiting::add;
        UnikernelMachine machine = world.machine();
        RollOut state = begunWithin30Seconds();
        while (!state.isEnded()) {
            state = world.step(machine, state);
            boolean hangs = state.phase() == Phase.UPDATE;
            if (!hangs && !waiting.isEmpty()) {
                waiting.remove().run();
            }
        }

        assertEnds(state, Outcome.FAILED, "the change was not made within 30.0 s; the unikernel on robur was not");
        assertThat(world.host.running()).contains(world.old);
    }

    @Test
    void a_change_that_was_given_up_and_takes_effect_all_the_same_is_undone() {
        RollOut state = givenUp();
        state = stepFor(state, Duration.ofSeconds(5));
        assertThat(state.phase()).isEqualTo(Phase.BACK);
        world.host.starts(world.sha256("new"), UnikernelWorld.SET_UP);

        assertEnds(world.drive(state), Outcome.ROLLED_BACK, "the change was not made within 30.0 s; www@robur runs");
        assertThat(world.host.running()).contains(world.old);
    }

    @Test
    void a_change_that_was_given_up_and_goes_on_is_waited_for() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        world.work = waiting::add;
        UnikernelMachine machine = world.machine();
        RollOut state = begunWithin30Seconds();
        while (state.phase() != Phase.BACK) {
            boolean changes = state.phase() == Phase.UPDATE;
            if (!changes && !waiting.isEmpty()) {
                waiting.remove().run();
            }
            state = world.step(machine, state);
        }
        for (int i = 0; i < 250; i++) {
            state = world.step(machine, state);
        }
        assertThat(state.phase()).isEqualTo(Phase.BACK);
        world.host.starts(world.sha256("new"), UnikernelWorld.SET_UP);
        while (!state.isEnded()) {
            if (!waiting.isEmpty()) {
                waiting.remove().run();
            }
            state = world.step(machine, state);
        }

        assertEnds(state, Outcome.ROLLED_BACK, "the change was not made within 30.0 s; www@robur runs");
    }

    private RollOut begunWithin30Seconds() {
        return RollOut.begin(
                world.request().withLimits(TimeLimits.DEFAULT.withTotal(Duration.ofSeconds(30))),
                world.wanted().toJson());
    }

    /** A change that did not end in time. */
    private RollOut givenUp() {
        RollOut state = begunWithin30Seconds();
        while (state.phase() != Phase.UPDATE) {
            state = world.step(state);
        }
        world.pass(Duration.ofSeconds(31));
        while (state.phase() != Phase.BACK) {
            state = world.step(state);
        }
        return state;
    }

    private RollOut stepFor(RollOut begun, Duration time) {
        RollOut state = begun;
        Instant end = world.clock.instant().plus(time);
        while (!state.isEnded() && world.clock.instant().isBefore(end)) {
            state = world.step(state);
        }
        return state;
    }

    @Test
    void who_stops_to_follow_is_told_what_runs() throws InterruptedException {
        RollOut state = world.until(world.begun(), "watching it");

        assertThat(world.machine().whatIsLive(state))
                .isEqualTo("no longer followed: www@robur runs sha256:"
                        + world.sha256("new").substring(0, 12));
        world.host.isDown = true;
        assertThat(world.machine().whatIsLive(state)).contains("is not known: robur cannot be reached");
    }

    @Test
    void who_stops_to_follow_leaves_what_the_next_one_needs_for_the_way_back() throws InterruptedException {
        world.behaves("new", new Behaviour(Behaviour.Kind.CRASHES, Duration.ofSeconds(5)));
        RollOut state = world.until(world.begun(), "watching it");

        world.machine().whatIsLive(state);

        assertEnds(world.drive(state), Outcome.ROLLED_BACK, "no configuration");
        assertThat(world.host.running()).contains(world.old);
        assertNothingIsLeft();
    }

    @Test
    void of_one_that_nobody_goes_on_with_nothing_is_left() throws InterruptedException {
        world.machine().abandon(world.until(world.begun(), "watching it"));

        assertNothingIsLeft();
    }

    @Test
    void particulars_of_another_form_end_in_a_sentence() {
        RollOut state = RollOut.begin(world.request(), world.wanted().toJson().deepCopy());
        ((com.fasterxml.jackson.databind.node.ObjectNode) state.particulars().orElseThrow()).put("version", 2);

        assertEnds(world.drive(state), Outcome.FAILED, "form 2 is not known to this release");
        assertEnds(world.drive(RollOut.begin(world.request())), Outcome.FAILED, "not the roll-out of a unikernel");
    }

    @Test
    void what_is_wanted_is_read_back_from_particulars_however_far_they_are() {
        world.deploy(world.request().withHealth(world.health()));

        assertThat(world.saved).allSatisfy(state -> assertThat(
                        WantedUnikernel.fromJson(state.particulars().orElseThrow()))
                .isEqualTo(world.wanted()));
    }

    private void assertEnds(RollOut end, Outcome outcome, String reason) {
        assertThat(end.ending().orElseThrow().outcome())
                .as(String.join("\n", world.log))
                .isEqualTo(outcome);
        assertThat(end.ending().orElseThrow().reason()).contains(reason);
        assertThat(world.log).last().asString().startsWith(outcome.label() + ": ");
    }

    private void assertNothingIsLeft() {
        assertThat(world.binaries).isEmpty();
        assertThat(world.host.kept()).isEmpty();
    }
}
