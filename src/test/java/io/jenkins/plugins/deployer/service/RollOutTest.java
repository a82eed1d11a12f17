package io.jenkins.plugins.deployer.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.report.Ended;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every ending, in a time of its own; each step is taken by a machine that only knows the saved state. */
class RollOutTest {
    private SimulatedWorld world = new SimulatedWorld(2);

    @Test
    void a_good_image_is_live_after_one_update_that_touches_nothing_else() {
        ObjectNode before = world.swarm.spec().deepCopy();

        RollOut end = world.deploy(world.request());

        assertEnds(end, Outcome.LIVE, "with 2 of 2 replicas");
        assertThat(world.swarm.updates()).hasSize(1);
        ObjectNode after = world.swarm.spec().deepCopy();
        assertThat(after.at("/Labels").get("team").asText()).isEqualTo("web");
        assertThat(after.at("/Labels").get(ServiceLabels.REQUEST).asText())
                .isEqualTo(end.request().id());
        assertThat(after.at("/Labels").get(ServiceLabels.LAST_GOOD).asText())
                .isEqualTo(SimulatedWorld.image(SimulatedWorld.OLD));
        after.set("Labels", before.get("Labels"));
        ((ObjectNode) after.at("/TaskTemplate/ContainerSpec")).put("Image", SimulatedWorld.image(SimulatedWorld.OLD));
        ((ObjectNode) after.at("/UpdateConfig")).put("FailureAction", "pause");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void each_change_of_each_task_is_said_once() {
        world.deploy(world.request());

        assertThat(world.log)
                .filteredOn(line -> line.startsWith("replica"))
                .doesNotHaveDuplicates()
                .contains("replica 1 is running", "replica 2 is running");
    }

    @Test
    void what_runs_already_is_unchanged_without_an_update() {
        assertEnds(world.deploy(world.request(SimulatedWorld.OLD)), Outcome.UNCHANGED, "already, with 2 of 2");
        assertThat(world.swarm.updates()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CRASHES, CRASH, exit code 3",
        "EXITS, EXITED, ended by itself",
        "IS_UNHEALTHY, UNHEALTHY, health check failed 2 times",
        "USES_ALL_MEMORY, OUT_OF_MEMORY, more memory",
        "HAS_NO_PROGRAM, NOT_STARTED, OCI runtime create failed",
        "IS_REJECTED, IMAGE_MISSING, No such image",
        "FINDS_NO_NODE, UNSCHEDULABLE, no suitable node",
        "HANGS, TIME_OUT, is preparing"
    })
    void a_bad_image_is_rolled_back_with_its_reason_and_the_old_one_proven(
            Behaviour.Kind kind, Fault fault, String reason) {
        world.behaves(SimulatedWorld.NEW, kind);

        RollOut end = world.deploy(world.request());

        assertRolledBack(end, reason);
        assertThat(end.failure().orElseThrow().fault()).isEqualTo(fault);
        assertThat(end.ending().orElseThrow().ownFault()).isEqualTo(fault.isOwn());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8})
    void a_crash_is_noticed_as_long_as_the_version_has_to_settle(int seconds) {
        world.swarm.behaves(SimulatedWorld.NEW, Behaviour.after(Duration.ofSeconds(seconds), Behaviour.Kind.CRASHES));

        RollOut end = world.deploy(world.request().withLimits(TimeLimits.DEFAULT.withSettle(Duration.ofSeconds(10))));

        assertRolledBack(end, "exit code 3");
        assertThat(end.failure().orElseThrow().log()).containsExactly("cannot read the configuration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "continue", "rollback"})
    void the_failure_action_that_somebody_chose_does_not_matter(String action) {
        ((ObjectNode) world.swarm.spec().get("UpdateConfig")).put("FailureAction", action);
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.CRASHES);

        assertRolledBack(world.deploy(world.request()), "exit code 3");
    }

    @Test
    void a_service_without_update_settings_keeps_replacing_one_task_at_a_time() {
        world.swarm.spec().remove("UpdateConfig");

        assertEnds(world.deploy(world.request()), Outcome.LIVE, "");
        assertThat(world.swarm.spec().at("/UpdateConfig/Parallelism").asInt()).isEqualTo(1);
    }

    @Test
    void a_version_whose_health_address_does_not_answer_is_rolled_back_by_us() {
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.ANSWERS_BADLY);

        RollOut end = world.deploy(world.request().withHealth(world.health()));

        assertRolledBack(end, "it answered 503");
        assertThat(end.ending().orElseThrow().reason()).contains("requests failed");
        assertThat(world.swarm
                        .spec()
                        .at("/Labels")
                        .get(ServiceLabels.ROLLED_BACK)
                        .asText())
                .isEqualTo(SimulatedWorld.NEW);
    }

    @Test
    void the_gap_that_users_saw_is_told() {
        RollOut end = world.deploy(world.request().withHealth(world.health()));

        assertEnds(end, Outcome.LIVE, "; gap ");
        assertThat(end.gap().requests()).isGreaterThan(10);
    }

    @Test
    void a_process_that_was_away_does_not_say_that_it_saw_the_whole_gap() {
        RollOut state = world.until(RollOut.begin(world.request().withHealth(world.health())), "updated to");
        world.pass(Duration.ofSeconds(63));

        RollOut end = world.drive(state.resumed(world.clock.instant()));

        assertEnds(end, Outcome.LIVE, "requests failed, not counting 63.");
        assertThat(Ended.of(end, ServiceOnHost.Kind.SERVICE).gap()).isEmpty();
    }

    @Test
    void what_failed_before_a_process_was_away_says_nothing_about_now() {
        RollOut state = world.until(RollOut.begin(world.request().withHealth(world.health())), "watching them");
        for (int i = 0; i < 5; i++) {
            state = state.withGap(state.gap().bad(world.clock.instant(), "it answered 503"));
        }

        RollOut end = world.drive(world.comeBack(state, Duration.ofSeconds(63)));

        assertEnds(end, Outcome.LIVE, "requests failed");
    }

    @Test
    void a_process_that_was_away_while_the_last_good_version_came_back_asks_before_it_judges() {
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.ANSWERS_BADLY);
        RollOut state = world.until(RollOut.begin(world.request().withHealth(world.health())), "going back to");
        while (state.watched().running().isEmpty()) {
            state = world.step(state);
        }

        RollOut end = world.drive(world.comeBack(state, Duration.ofSeconds(63)));

        assertRolledBack(end, "it answered 503");
    }

    @Test
    void an_old_version_that_is_bad_too_is_said_to_be() {
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.CRASHES).behaves(SimulatedWorld.OLD, Behaviour.Kind.EXITS);

        RollOut end = world.deploy(world.request());

        assertEnds(end, Outcome.FAILED, "bad too");
        assertThat(world.swarm.image()).endsWith(SimulatedWorld.OLD);
    }

    @Test
    void it_goes_back_to_the_last_good_version_and_not_to_the_one_before() {
        world.deploy(world.request(SimulatedWorld.OTHER));
        world.swarm.behaves(SimulatedWorld.OTHER, Behaviour.of(Behaviour.Kind.CRASHES));
        world.swarm.stop();
        world.swarm.start();
        world.pass(Duration.ofSeconds(5));
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.CRASHES);

        RollOut end = world.deploy(world.request());

        assertRolledBack(end, "exit code 3");
    }

    @Test
    void labels_that_describe_another_digest_are_not_trusted() {
        world.deploy(world.request(SimulatedWorld.OTHER));
        String byHand = "sha256:" + "d".repeat(64);
        world.swarm.updateByHand(SimulatedWorld.image(byHand));
        world.pass(Duration.ofSeconds(20));
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.CRASHES);

        RollOut end = world.deploy(world.request());

        assertThat(end.found().orElseThrow().previous())
                .isEqualTo(new Version(SimulatedWorld.image(byHand), Optional.empty()));
        assertEnds(end, Outcome.ROLLED_BACK, "");
        assertThat(world.swarm.image()).endsWith(byHand);
    }

    @Test
    void a_commit_that_is_not_the_head_any_longer_is_superseded() {
        world.head = Optional.of("f".repeat(40));

        assertEnds(world.deploy(world.request()), Outcome.SUPERSEDED, "is at fffffff now");
        assertThat(world.swarm.updates()).isEmpty();
    }

    @Test
    void a_commit_that_somebody_chose_need_not_be_the_head() {
        world.head = Optional.of("f".repeat(40));
        Origin origin = world.request().origin().orElseThrow();
        Origin chosen = new Origin(origin.repository(), origin.branch(), origin.commit(), true);

        RollOut end = world.deploy(world.request().withOrigin(chosen));

        assertEnds(end, Outcome.LIVE, "");
        assertThat(RollOut.fromJson(end.toJson()).request().origin()).contains(chosen);
    }

    @Test
    void the_head_is_looked_up_again_right_before_the_change() {
        RollOut state = world.until(RollOut.begin(world.request()), "pulling");
        world.head = Optional.empty();

        assertEnds(world.drive(state), Outcome.SUPERSEDED, "no branch live any longer");
        assertThat(world.swarm.updates()).isEmpty();
    }

    @Test
    void a_forge_that_does_not_answer_is_asked_again_until_the_time_is_up() {
        world.forgeIsDown = true;

        assertEnds(
                world.deploy(world.request()),
                Outcome.FAILED,
                "github.com does not answer; the service was not touched");
    }

    @Test
    void quarantine_is_refused_unless_forced() {
        world.quarantine = Optional.of("it was rolled back on 3 May");

        assertEnds(world.deploy(world.request()), Outcome.REFUSED, "quarantine");
        assertEnds(world.deploy(world.request().withForce(true)), Outcome.LIVE, "");
    }

    @Test
    void a_pull_that_fails_for_a_while_is_tried_again_while_the_old_version_serves() {
        world.swarm.failPulls("received unexpected HTTP status: 500 Internal Server Error", "dial tcp: i/o timeout");

        assertEnds(world.deploy(world.request()), Outcome.LIVE, "");
        assertThat(world.log).anyMatch(line -> line.contains("500 Internal Server Error; trying again"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest unknown: manifest unknown", "no basic auth credentials"})
    void a_pull_that_cannot_work_ends_before_the_service_is_touched(String error) {
        world.swarm.failPulls(error);

        RollOut end = world.deploy(world.request());

        assertEnds(end, Outcome.FAILED, error);
        assertThat(end.ending().orElseThrow().ownFault()).isFalse();
        assertThat(world.swarm.updates()).isEmpty();
    }

    @Test
    void a_version_conflict_is_looked_at_again() {
        world.swarm.conflict(3);

        assertEnds(world.deploy(world.request()), Outcome.LIVE, "");
        assertThat(world.swarm.updates()).hasSize(1);
    }

    @Test
    void somebody_elses_update_right_before_ours_is_taken_into_account() {
        RollOut state = world.until(RollOut.begin(world.request()), "pulling");
        world.swarm.updateByHand(SimulatedWorld.image(SimulatedWorld.OTHER));

        RollOut end = world.drive(state);

        assertEnds(end, Outcome.LIVE, "");
        assertThat(end.found().orElseThrow().previous().image()).endsWith(SimulatedWorld.OTHER);
    }

    @Test
    void somebody_elses_later_update_is_not_undone() {
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.CRASHES);
        RollOut state = world.until(RollOut.begin(world.request()), "updated to");
        world.swarm.updateByHand(SimulatedWorld.image(SimulatedWorld.OTHER));

        assertEnds(world.drive(state), Outcome.SUPERSEDED, "by somebody else");
        assertThat(world.swarm.image()).endsWith(SimulatedWorld.OTHER);
    }

    @Test
    void a_roll_back_by_hand_is_no_fault_of_the_version() {
        RollOut state = world.until(RollOut.begin(world.request()), "replica 2 is running");
        world.swarm.rollBackByHand();

        RollOut end = world.drive(state);

        assertEnds(end, Outcome.SUPERSEDED, "put back");
        assertThat(end.ending().orElseThrow().ownFault()).isFalse();
    }

    @Test
    void a_service_that_is_removed_meanwhile_fails() {
        RollOut state = world.until(RollOut.begin(world.request()), "updated to");
        world.swarm.removeService();

        assertEnds(world.drive(state), Outcome.FAILED, "was removed");
    }

    @Test
    void a_service_that_is_not_there_is_to_be_created_once() {
        world.swarm.removeService();

        assertEnds(world.deploy(world.request()), Outcome.FAILED, "docker service create --name web");
    }

    @Test
    void a_job_is_refused() {
        world.swarm.spec().putObject("Mode").putObject("ReplicatedJob");

        assertEnds(world.deploy(world.request()), Outcome.REFUSED, "a job");
    }

    @Test
    void a_service_without_replicas_takes_the_image_and_nothing_is_claimed() {
        world = new SimulatedWorld(0);

        assertEnds(world.deploy(world.request()), Outcome.LIVE, "as soon as it is scaled up");
        assertThat(world.swarm.image()).endsWith(SimulatedWorld.NEW);
    }

    @Test
    void an_engine_that_is_restarted_in_mid_update_is_followed_on() {
        RollOut state = world.until(RollOut.begin(world.request()), "replica 2 is running");
        world.swarm.stop();
        state = world.step(state);
        world.pass(Duration.ofSeconds(6));
        world.swarm.start();

        assertEnds(world.drive(state), Outcome.LIVE, "");
        assertThat(world.log).anyMatch(line -> line.contains("answers again after"));
        assertThat(world.swarm.updates()).hasSize(1);
    }

    @Test
    void a_bad_image_is_rolled_back_though_a_restart_made_swarm_forget_to() {
        world.swarm.behaves(SimulatedWorld.NEW, Behaviour.after(Duration.ofSeconds(2), Behaviour.Kind.CRASHES));
        RollOut state = world.until(RollOut.begin(world.request()), "is running");
        world.swarm.stop();
        state = world.step(state);
        world.swarm.start();

        assertRolledBack(world.drive(state), "exit code 3");
    }

    @Test
    void a_host_that_stays_away_ends_in_one_sentence() {
        world.swarm.stop();

        assertEnds(world.deploy(world.request()), Outcome.FAILED, "connection refused; the service was not touched");
    }

    @Test
    void what_runs_is_what_to_go_back_to_though_its_host_stayed_away_at_first() {
        world.deploy(world.request(SimulatedWorld.OTHER));
        world.pass(Duration.ofMinutes(5));
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.CRASHES);
        world.firstAnswer = Duration.ofMillis(300);
        world.swarm.onCall = call -> {
            throw new EngineException("toxis: connection refused", 0, null);
        };
        RollOut state = world.until(RollOut.begin(world.request().withHealth(world.health())), "refused");
        world.pass(Duration.ofMinutes(1));
        world.swarm.onCall = call -> {};

        RollOut end = world.drive(state);

        assertThat(world.log)
                .anyMatch(line -> line.matches("toxis: .*refused; trying again until \\d\\d:\\d\\d:\\d\\d UTC"));
        assertEnds(end, Outcome.ROLLED_BACK, "exit code 3");
        assertThat(world.swarm.image()).endsWith(SimulatedWorld.OTHER);
    }

    @Test
    void an_update_that_was_left_paused_is_set_going_again() {
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.CRASHES);
        world.swarm.updateByHand(SimulatedWorld.image(SimulatedWorld.NEW));
        world.pass(Duration.ofMillis(1200));
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.STAYS);
        world.pass(Duration.ofSeconds(5));

        assertEnds(world.deploy(world.request()), Outcome.LIVE, "");
    }

    @Test
    void somebody_elses_update_in_mid_roll_out_is_waited_for() {
        world.swarm.updateByHand(SimulatedWorld.image(SimulatedWorld.OTHER));
        world.pass(Duration.ofSeconds(1));

        RollOut end = world.deploy(world.request());

        assertEnds(end, Outcome.LIVE, "");
        assertThat(world.log).anyMatch(line -> line.contains("by somebody else; waiting"));
        assertThat(end.found().orElseThrow().lastGood().orElseThrow().image()).endsWith(SimulatedWorld.OTHER);
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.Kind.class,
            names = {"CRASHES", "EXITS", "IS_UNHEALTHY", "HAS_NO_PROGRAM", "USES_ALL_MEMORY"})
    void an_image_that_was_rolled_back_is_not_started_again_unless_forced(Behaviour.Kind kind) {
        world.behaves(SimulatedWorld.NEW, kind);
        world.deploy(world.request());

        assertEnds(world.deploy(world.request()), Outcome.ROLLED_BACK, "again, with 2 of 2");
        assertThat(world.swarm.updatesTo(SimulatedWorld.NEW)).isEqualTo(1);
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.STAYS);
        assertEnds(world.deploy(world.request().withForce(true)), Outcome.LIVE, "");
    }

    @Test
    void an_image_that_could_not_be_pulled_then_may_be_tried_again() {
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.IS_REJECTED);
        world.deploy(world.request());
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.STAYS);

        assertEnds(world.deploy(world.request()), Outcome.LIVE, "");
    }

    @Test
    void a_slow_engine_does_not_shorten_the_time_to_settle() {
        world.swarm.behaves(SimulatedWorld.NEW, Behaviour.after(Duration.ofMillis(9_000), Behaviour.Kind.CRASHES));
        ServiceRequest request = world.request().withLimits(TimeLimits.DEFAULT.withSettle(Duration.ofSeconds(8)));
        RollOut state = world.until(RollOut.begin(request), "replica 2 is starting");
        world.swarm.onCall = call -> {
            world.swarm.onCall = later -> {};
            world.pass(Duration.ofMillis(7_500));
        };

        assertRolledBack(world.drive(state), "exit code 3");
    }

    @Test
    void another_request_for_an_image_that_is_being_rolled_out_knows_what_to_go_back_to() {
        world.swarm.behaves(SimulatedWorld.NEW, Behaviour.after(Duration.ofSeconds(3), Behaviour.Kind.CRASHES));
        world.until(RollOut.begin(world.request()), "all 2 replicas run it");

        assertRolledBack(world.deploy(world.request()), "exit code 3");
    }

    @Test
    void another_request_for_an_image_that_swarm_is_rolling_back_stays_with_what_swarm_goes_back_to() {
        world.deploy(world.request(SimulatedWorld.OTHER));
        world.log.clear();
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.CRASHES);
        world.until(RollOut.begin(world.request()), "updated to");
        while (!world.swarm.image().endsWith(SimulatedWorld.OTHER)) {
            world.pass(Duration.ofMillis(50));
        }

        RollOut end = world.deploy(world.request());

        assertEnds(end, Outcome.ROLLED_BACK, "exit code 3");
        assertThat(world.swarm.image()).endsWith(SimulatedWorld.OTHER);
        assertThat(world.swarm.updates()).hasSize(2);
    }

    @Test
    void what_is_just_being_started_again_counts_as_good_once_it_runs() {
        world.deploy(world.request(SimulatedWorld.OTHER));
        world.pass(Duration.ofMinutes(5));
        world.swarm.restartTasks();
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.CRASHES);

        RollOut end = world.deploy(world.request());

        assertEnds(end, Outcome.ROLLED_BACK, "exit code 3");
        assertThat(world.swarm.image()).endsWith(SimulatedWorld.OTHER);
    }

    @Test
    void a_version_that_crashes_again_and_again_is_not_good_because_it_runs_for_a_moment() {
        world.swarm.behaves(SimulatedWorld.OTHER, Behaviour.after(Duration.ofSeconds(7), Behaviour.Kind.CRASHES));
        world.deploy(world.request(SimulatedWorld.OTHER));
        while (world.swarm.running(SimulatedWorld.OTHER) == 2) {
            world.pass(Duration.ofMillis(50));
        }
        while (world.swarm.running(SimulatedWorld.OTHER) < 2) {
            world.pass(Duration.ofMillis(50));
        }
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.CRASHES);

        assertRolledBack(world.deploy(world.request()), "exit code 3");
    }

    @Test
    void the_way_back_leaves_the_failure_action_that_somebody_chose() {
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.ANSWERS_BADLY);

        assertRolledBack(world.deploy(world.request().withHealth(world.health())), "it answered 503");

        assertThat(world.swarm.spec().at("/UpdateConfig/FailureAction").asText())
                .isEqualTo("pause");
        assertThat(world.swarm.updates()).hasSize(3);
    }

    @Test
    void a_service_that_runs_though_its_last_update_was_paused_is_unchanged() {
        world = new SimulatedWorld(1).behaves(SimulatedWorld.NEW, Behaviour.Kind.CRASHES);
        world.swarm.updateByHand(SimulatedWorld.image(SimulatedWorld.NEW));
        world.pass(Duration.ofMillis(1200));
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.STAYS);
        world.pass(Duration.ofSeconds(20));

        assertEnds(world.deploy(world.request()), Outcome.UNCHANGED, "already, with 1 of 1");
        assertThat(world.swarm.updates()).isEmpty();
    }

    @Test
    void a_conflict_while_a_paused_way_back_is_set_going_again_is_looked_at_again() {
        world.behaves(SimulatedWorld.NEW, Behaviour.Kind.CRASHES);
        RollOut state = world.until(RollOut.begin(world.request()), "going back to");
        world.swarm.pause();
        world.swarm.conflict(2);

        assertRolledBack(world.drive(state), "exit code 3");
    }

    @Test
    void a_swarm_without_a_leader_for_a_while_is_asked_again() {
        RollOut state = world.until(RollOut.begin(world.request()), "updated to");
        world.swarm.onCall = call -> {
            world.swarm.onCall = later -> {};
            throw new EngineException(
                    "toxis: GET /services: rpc error: code = Unknown desc = The swarm does not have a leader",
                    500,
                    null);
        };

        assertEnds(world.drive(state), Outcome.LIVE, "");
    }

    @Test
    void a_service_that_is_scaled_while_it_rolls_out_is_live_with_all_of_its_replicas() {
        RollOut state = world.until(RollOut.begin(world.request()), "replica 1 is running");
        world.swarm.scale(3);

        assertEnds(world.drive(state), Outcome.LIVE, "with 3 of 3 replicas");
        assertThat(world.swarm.running(SimulatedWorld.NEW)).isEqualTo(3);
    }

    @Test
    void a_new_version_is_live_though_the_health_address_of_the_old_one_did_not_answer() {
        world.behaves(SimulatedWorld.OLD, Behaviour.Kind.ANSWERS_BADLY);
        world.swarm.restartTasks();
        world.pass(Duration.ofSeconds(20));

        assertEnds(world.deploy(world.request().withHealth(world.health())), Outcome.LIVE, "");
    }

    private void assertRolledBack(RollOut end, String reason) {
        assertEnds(end, Outcome.ROLLED_BACK, reason);
        assertThat(world.swarm.image()).endsWith(SimulatedWorld.OLD);
        assertThat(world.swarm.running(SimulatedWorld.OLD)).isEqualTo(2);
    }

    private void assertEnds(RollOut end, Outcome outcome, String reason) {
        assertThat(end.ending().orElseThrow().reason())
                .as(String.join("\n", world.log))
                .contains(reason);
        assertThat(end.ending().orElseThrow().outcome())
                .as(String.join("\n", world.log))
                .isEqualTo(outcome);
    }
}
