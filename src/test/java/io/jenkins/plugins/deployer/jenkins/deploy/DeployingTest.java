package io.jenkins.plugins.deployer.jenkins.deploy;

import static io.jenkins.plugins.deployer.jenkins.deploy.Controller.COMMIT;
import static io.jenkins.plugins.deployer.jenkins.deploy.Controller.ask;
import static io.jenkins.plugins.deployer.jenkins.deploy.Controller.of;
import static io.jenkins.plugins.deployer.jenkins.deploy.SimulatedHosts.NEW;
import static io.jenkins.plugins.deployer.jenkins.deploy.SimulatedHosts.OLD;
import static io.jenkins.plugins.deployer.jenkins.deploy.SimulatedHosts.OTHER;
import static io.jenkins.plugins.deployer.jenkins.deploy.SimulatedHosts.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.service.Behaviour;
import io.jenkins.plugins.deployer.service.ComposeFile;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.Project;
import io.jenkins.plugins.deployer.service.SimulatedClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DeployingTest {
    private static final DeployHost TOXIS = host("toxis");
    private static final String RUN = "acme/web/live#7";
    private static final String NEXT = "acme/web/live#8";

    @TempDir
    private Path home;

    private final SimulatedHosts hosts = new SimulatedHosts();
    private Controller controller;

    @BeforeEach
    void start() {
        controller = new Controller(home, hosts, hosts);
    }

    @AfterEach
    void stop() {
        controller.close();
        hosts.close();
    }

    @Test
    void a_deployment_is_driven_to_its_end_told_and_recorded() throws IOException {
        UnderWay asked = of(ask(RUN, TOXIS, NEW), COMMIT);
        Ears ears = controller.begin(asked);

        Deployment end = ears.await();
        assertThat(end.outcome()).isEqualTo(Outcome.LIVE);
        assertThat(end.id()).isEqualTo(asked.id());
        assertThat(end.previous()).contains(OLD);
        assertThat(ears.lines()).last().asString().startsWith("live: web@toxis runs ");
        assertThat(controller.recorded(asked)).containsExactly(end);
        assertThat(controller.runs.of(RUN)).containsExactly(end);
        assertThat(controller.store().all().get(asked.service()).last().asker()).isEqualTo(asked.asker());
        assertThat(controller.problems).isEmpty();
    }

    @Test
    void it_stays_saved_until_the_run_has_noted_how_it_ended() {
        UnderWay asked = ask(RUN, TOXIS, NEW);
        controller.begin(asked).await();
        assertThat(controller.files()).hasSize(1);

        controller.deploying().acknowledge(asked.id());
        assertThat(controller.files()).isEmpty();
        assertThat(controller.resume(asked).orElseThrow().await().outcome()).isEqualTo(Outcome.LIVE);
    }

    @Test
    void a_bad_image_is_put_back_and_its_commit_is_refused_from_then_on() {
        hosts.swarm(TOXIS).behaves(NEW, Behaviour.of(Behaviour.Kind.CRASHES));

        Deployment bad = controller.begin(of(ask(RUN, TOXIS, NEW), COMMIT)).await();
        assertThat(bad.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(bad.ownFault()).isTrue();
        Deployment again = controller.begin(of(ask(NEXT, TOXIS, NEW), COMMIT)).await();
        assertThat(again.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(again.reason()).contains("in quarantine", "it was rolled back at");
        assertThat(hosts.swarm(TOXIS).updatesTo(NEW)).isEqualTo(1);
    }

    @Test
    void a_commit_that_is_not_the_head_any_longer_is_superseded() {
        controller.runs.heads.put("acme/web/live", "another commit");

        Deployment end = controller.begin(of(ask(RUN, TOXIS, NEW), COMMIT)).await();

        assertThat(end.outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(hosts.swarm(TOXIS).updates()).isEmpty();
    }

    @Test
    void what_is_to_be_put_right_is_past_when_something_else_is_live_at_its_turn() {
        controller.begin(ask(RUN, TOXIS, NEW)).await();
        hosts.standStill(true);
        Ears newer = controller.begin(ask(NEXT, TOXIS, OTHER));
        Ears right = controller.begin(ask("acme/web/live#9", TOXIS, NEW).withCause(Deployment.Cause.DRIFT));
        hosts.standStill(false);

        assertThat(newer.await().outcome()).isEqualTo(Outcome.LIVE);
        assertThat(right.await().outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(right.await().reason()).contains("web@toxis was deployed since its drift was seen");
        assertThat(hosts.swarm(TOXIS).updatesTo(NEW)).isEqualTo(1);
    }

    @Test
    void what_is_not_to_be_made_is_recorded_without_waiting_for_a_turn() {
        hosts.standStill(true);
        controller.begin(ask(RUN, TOXIS, OTHER));
        UnderWay asked = ask(NEXT, TOXIS, NEW);
        Ears ears = new Ears();

        controller.deploying().end(asked, Outcome.SUPERSEDED, "branch live is at 1234567 now", ears);

        assertThat(ears.await().outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(ears.lines()).containsExactly("superseded: branch live is at 1234567 now");
        assertThat(controller.recorded(asked)).hasSize(1);
        assertThat(controller.runs.of(NEXT)).hasSize(1);
    }

    @Test
    void deployments_of_one_service_come_one_after_the_other() {
        hosts.standStill(true);
        Ears first = controller.begin(ask(RUN, TOXIS, NEW));
        UnderWay waits = ask("other/job#3", TOXIS, OTHER);
        Ears second = controller.begin(waits);
        Ears third = controller.begin(ask("other/job#4", TOXIS, NEW));

        assertThat(second.lines()).containsExactly("waiting for its turn: acme/web/live #7 deploys web@toxis");
        assertThat(third.lines())
                .containsExactly(
                        "waiting for its turn: acme/web/live #7 deploys web@toxis, and 1 more come before this");
        assertThat(controller.deploying().status(waits.wish()))
                .contains(second.lines().get(0));
        hosts.standStill(false);

        assertThat(first.await().digest()).contains(NEW);
        assertThat(second.await().previous()).contains(NEW);
        assertThat(third.await().previous()).contains(OTHER);
        assertThat(controller.recorded(waits))
                .extracting(Deployment::outcome)
                .containsExactly(Outcome.LIVE, Outcome.LIVE, Outcome.LIVE);
        assertThat(second.await().started()).isAfterOrEqualTo(first.await().finished());
    }

    @Test
    void twenty_go_side_by_side_and_one_that_fails_stops_no_other() {
        List<Ears> all = new ArrayList<>();
        hosts.swarm(host("host-3")).behaves(NEW, Behaviour.of(Behaviour.Kind.CRASHES));
        for (int i = 0; i < 20; i++) {
            all.add(controller.begin(ask(RUN, host("host-" + i), NEW)));
        }

        for (int i = 0; i < 20; i++) {
            assertThat(all.get(i).await().outcome()).isEqualTo(i == 3 ? Outcome.ROLLED_BACK : Outcome.LIVE);
        }
        assertThat(controller.runs.of(RUN)).hasSize(20);
    }

    @Test
    void a_newer_revision_takes_the_place_of_an_older_one_that_waits() {
        hosts.standStill(true);
        controller.runs.heads.put("acme/web/live", "first");
        Ears underWay = controller.begin(of(ask("acme/web/live#1", TOXIS, OTHER), "first"));
        awaitUpdated(underWay);
        Ears older = controller.begin(of(ask("acme/web/live#2", TOXIS, OTHER), "second"));
        controller.runs.heads.put("acme/web/live", COMMIT);
        Ears newer = controller.begin(of(ask("acme/web/live#3", TOXIS, NEW), COMMIT));
        Ears late = controller.begin(of(ask("acme/web/live#2", TOXIS, NEW), "second"));

        assertThat(older.await().outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(older.await().reason())
                .isEqualTo("a newer revision of acme/web is to be deployed instead:"
                        + " build #3 of acme/web/live, of commit c0ffee0");
        assertThat(late.await().outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(underWay.isOver()).isFalse();
        hosts.standStill(false);
        assertThat(newer.await().outcome()).isEqualTo(Outcome.LIVE);
    }

    @Test
    void who_is_stopped_while_waiting_touches_nothing_and_holds_up_nobody() {
        hosts.standStill(true);
        Ears first = controller.begin(ask(RUN, TOXIS, NEW));
        UnderWay waits = ask(NEXT, TOXIS, OTHER);
        Ears stopped = controller.begin(waits);
        Ears third = controller.begin(ask("acme/web/live#9", TOXIS, NEW));

        assertThat(controller.deploying().stop(waits.wish(), "aborted by alice"))
                .isTrue();

        assertThat(stopped.await().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(stopped.await().reason())
                .isEqualTo("aborted by alice while it waited for its turn; the service was not touched");
        hosts.standStill(false);
        first.await();
        assertThat(third.await().isGood()).isTrue();
        assertThat(hosts.swarm(TOXIS).updatesTo(OTHER)).isZero();
    }

    @Test
    void who_is_stopped_under_way_says_what_is_live_and_gives_its_turn_on() {
        hosts.onCall(call -> hosts.standStill(call.startsWith("POST /services/")));
        UnderWay asked = ask(RUN, TOXIS, NEW);
        Ears ears = controller.begin(asked);
        awaitUpdated(ears);
        hosts.onCall(call -> {});
        Ears next = controller.begin(ask(NEXT, TOXIS, OTHER));

        assertThat(controller.deploying().stop(asked.wish(), "aborted by alice"))
                .isTrue();
        assertThat(controller.deploying().stop(asked.wish(), "aborted by bob")).isTrue();

        Deployment end = ears.await();
        assertThat(end.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(end.reason())
                .startsWith("aborted by alice; no longer followed: web@toxis is to run ")
                .endsWith("replicas do; Swarm is still updating it");
        assertThat(ears.lines()).last().isEqualTo("failed: " + end.reason());
        assertThat(controller.recorded(asked)).containsExactly(end);
        hosts.standStill(false);
        assertThat(next.await().outcome()).isEqualTo(Outcome.LIVE);
    }

    private void awaitUpdated(Ears ears) {
        controller.await("it is updated", () -> ears.lines().stream().anyMatch(line -> line.contains("updated to")));
    }

    @Test
    void one_that_was_never_begun_cannot_be_stopped_or_resumed() {
        assertThat(controller.deploying().stop(ask(RUN, TOXIS, NEW).wish(), "aborted"))
                .isFalse();
        assertThat(controller.resume(ask(RUN, TOXIS, NEW))).isEmpty();
        assertThat(controller.deploying().status(ask(RUN, TOXIS, NEW).wish())).isEmpty();
    }

    @Test
    void one_that_waits_for_its_turn_when_its_run_ends_is_not_made() {
        hosts.standStill(true);
        Ears first = controller.begin(ask(RUN, TOXIS, NEW));
        UnderWay waits = ask(NEXT, TOXIS, OTHER);
        controller.begin(waits);
        controller.runs.over.add(NEXT);
        controller.runs.over.add(RUN);

        controller.deploying().runIsOver(NEXT);
        controller.deploying().runIsOver(RUN);

        assertThat(controller.runs.of(NEXT))
                .extracting(Deployment::reason)
                .containsExactly("its run ended while it waited for its turn; the service was not touched");
        hosts.standStill(false);
        assertThat(first.await().outcome()).as("what has begun").isEqualTo(Outcome.LIVE);
        controller.await(
                "nothing is kept for runs that are over",
                () -> controller.files().isEmpty());
    }

    @Test
    void a_further_step_of_the_same_run_makes_a_further_deployment() {
        UnderWay first = ask(RUN, TOXIS, NEW);
        controller.begin(first).await();
        UnderWay second = ask(RUN, TOXIS, NEW);

        assertThat(controller.begin(second).await().isGood()).isTrue();
        assertThat(hosts.swarm(TOXIS).updatesTo(NEW)).isEqualTo(1);

        assertThat(controller.recorded(first)).extracting(Deployment::id).containsExactly(second.id(), first.id());
        assertThat(controller.files()).as("of the last step only").hasSize(1);
    }

    @Test
    void two_steps_of_one_run_that_want_the_same_share_a_deployment() {
        UnderWay asked = ask(RUN, TOXIS, NEW);
        Ears one = controller.begin(asked);
        Ears other = controller.begin(ask(RUN, TOXIS, NEW));

        assertThat(one.await()).isEqualTo(other.await());
        assertThat(controller.recorded(asked)).hasSize(1);
    }

    @Test
    void a_fault_of_the_deployer_ends_one_deployment_and_all_that_belongs_to_it() {
        hosts.onCall(call -> {
            throw new IllegalStateException("out of order");
        });
        UnderWay asked = ask(RUN, TOXIS, NEW);

        assertThat(controller.begin(asked).await().reason())
                .startsWith("the deployer itself failed: java.lang.IllegalStateException: out of order");
        assertThat(controller.unwatched).contains(asked.id());
        hosts.onCall(call -> {});
        assertThat(controller.begin(ask(NEXT, TOXIS, OTHER)).await().isGood()).isTrue();
    }

    @Test
    void who_has_waited_for_longer_than_its_run_lasted_is_passed_over() {
        hosts.standStill(true);
        controller.begin(ask(RUN, TOXIS, NEW));
        Ears second = controller.begin(ask(NEXT, TOXIS, OTHER));
        Ears third = controller.begin(ask("acme/web/live#9", TOXIS, NEW));
        controller.runs.over.add(NEXT);
        hosts.standStill(false);

        assertThat(second.await().reason()).startsWith("its run ended while it waited for its turn");
        assertThat(third.await().isGood()).isTrue();
        assertThat(hosts.swarm(TOXIS).updatesTo(OTHER)).isZero();
    }

    @Test
    void what_was_not_recorded_before_a_restart_counts_for_whoever_waits() throws IOException {
        List<Ears> bad = new ArrayList<>();
        List<UnderWay> waiting = new ArrayList<>();
        hosts.standStill(true);
        for (int i = 0; i < 8; i++) {
            DeployHost host = host("host-" + i);
            hosts.swarm(host).behaves(NEW, Behaviour.of(Behaviour.Kind.CRASHES));
            bad.add(controller.begin(of(ask(RUN, host, NEW), COMMIT)));
            waiting.add(of(ask("other/live#1", host, NEW), COMMIT));
            controller.begin(waiting.get(i));
        }
        Files.writeString(controller.services(), "in the way");
        hosts.standStill(false);
        controller.await("all have ended", () -> bad.stream()
                .allMatch(ears -> ears.lines().stream().anyMatch(line -> line.contains("cannot be kept"))));
        controller.kill();
        Files.delete(controller.services());
        controller.start();

        assertThat(waiting).allSatisfy(one -> assertThat(
                        controller.resume(one).orElseThrow().await().outcome())
                .isEqualTo(Outcome.REFUSED));
    }

    @Test
    void after_a_restart_every_line_waits_in_its_order() {
        hosts.standStill(true);
        controller.begin(ask("acme/web/live#1", TOXIS, NEW));
        UnderWay second = ask("other/a#1", TOXIS, OTHER);
        UnderWay third = ask("other/b#1", TOXIS, NEW);
        UnderWay gone = ask("other/c#1", TOXIS, NEW);
        List.of(second, third, gone).forEach(controller::begin);
        controller.kill();
        controller.runs.over.add("other/c#1");
        controller.start();

        assertThat(controller.deploying().status(third.wish()).orElseThrow()).contains("1 more come before");
        hosts.standStill(false);
        Ears ears = controller.resume(third).orElseThrow();
        assertThat(ears.await().previous()).contains(OTHER);
        assertThat(controller.recorded(second))
                .extracting(Deployment::outcome)
                .containsExactly(Outcome.LIVE, Outcome.LIVE, Outcome.LIVE, Outcome.FAILED);
        assertThat(controller.runs.of("other/c#1"))
                .extracting(Deployment::reason)
                .singleElement()
                .asString()
                .startsWith("its run ended while it waited");
        assertThat(controller.resume(gone))
                .hasValueSatisfying(told -> assertThat(told.await().outcome()).isEqualTo(Outcome.FAILED));
    }

    @Test
    void nobody_has_to_come_back_for_a_deployment_to_be_recorded() {
        hosts.standStill(true);
        UnderWay asked = ask(RUN, TOXIS, NEW);
        controller.begin(asked);
        controller.kill();
        controller.runs.over.add(RUN);
        hosts.standStill(false);
        controller.start();

        controller.await("it is recorded", () -> controller.recorded(asked).size() == 1);
        controller.await("nothing is kept", () -> controller.files().isEmpty());
        assertThat(controller.runs.of(RUN)).extracting(Deployment::outcome).containsExactly(Outcome.LIVE);
    }

    @Test
    void who_comes_back_late_is_told_what_it_missed() {
        hosts.standStill(true);
        UnderWay asked = ask(RUN, TOXIS, NEW);
        controller.begin(asked);
        controller.kill();
        hosts.standStill(false);
        controller.start();
        controller.await("it is over", () -> controller.recorded(asked).size() == 1);

        Ears late = controller.resume(asked).orElseThrow();

        assertThat(late.await().outcome()).isEqualTo(Outcome.LIVE);
        assertThat(late.lines()).first().isEqualTo("going on after a restart of the controller");
        assertThat(late.lines()).last().asString().startsWith("live: ");
    }

    @Test
    void a_step_that_is_started_anew_after_a_restart_finds_its_deployment_however_far_it_is() {
        for (boolean isOver : List.of(false, true)) {
            DeployHost host = host("host-" + isOver);
            hosts.standStill(!isOver);
            UnderWay first = ask(RUN, host, NEW);
            Ears ears = controller.begin(first);
            if (isOver) {
                ears.await();
            }
            controller.restart();
            hosts.standStill(false);

            UnderWay anew = ask(RUN, host, NEW);
            assertThat(controller.begin(anew).await().id()).isEqualTo(first.id());

            assertThat(controller.recorded(first)).hasSize(1);
            assertThat(controller.begin(ask(RUN, host, NEW)).await().id())
                    .as("the step after it")
                    .isNotEqualTo(first.id());
        }
    }

    @Test
    void one_that_was_being_stopped_when_the_controller_was_killed_stays_stopped() throws IOException {
        hosts.onCall(call -> hosts.standStill(call.startsWith("POST /services/")));
        UnderWay asked = ask(RUN, TOXIS, NEW);
        Ears ears = controller.begin(asked);
        awaitUpdated(ears);
        controller.kill();
        Path file = controller.files().get(0);
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"stopped\":\"aborted by alice\","));
        controller.start();

        Deployment end = controller.resume(asked).orElseThrow().await();
        assertThat(end.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(end.reason()).startsWith("aborted by alice; no longer followed: web@toxis is to run");
    }

    @Test
    void a_host_that_the_rules_name_otherwise_by_now_is_still_the_same_for_what_is_under_way() {
        DeployHost before = new DeployHost(
                new Host.Docker("toxis", Optional.of("dmz"), "ssh://old.example.org"),
                Optional.of(new DeployHost.OwnAccess(RUN, "key", Optional.of("ssh-ed25519 AAAA"))));
        hosts.standStill(true);
        UnderWay asked = ask(RUN, before, NEW);
        controller.begin(asked);
        controller.kill();
        hosts.standStill(false);
        controller.start();

        assertThat(controller.resume(asked).orElseThrow().await().outcome()).isEqualTo(Outcome.LIVE);
        assertThat(hosts.asked()).containsExactly(before);
    }

    @Test
    void a_saved_deployment_that_cannot_be_read_holds_up_no_other_one() throws IOException {
        hosts.standStill(true);
        UnderWay asked = ask(RUN, TOXIS, NEW);
        controller.begin(asked);
        controller.kill();
        Files.writeString(controller.underWay().resolve("torn.json"), "{\"kind\":\"serv");
        Files.writeString(controller.underWay().resolve("later.json"), "{\"kind\":\"balloon\"}");
        hosts.standStill(false);
        controller.start();

        assertThat(controller.resume(asked).orElseThrow().await().outcome()).isEqualTo(Outcome.LIVE);
        assertThat(controller.problems).hasSize(2).allSatisfy(problem -> assertThat(problem)
                .contains("cannot be gone on with")
                .contains(".broken"));
        controller.restart();
        assertThat(controller.problems).hasSize(2);
    }

    @Test
    void what_cannot_be_recorded_is_recorded_when_it_can_and_holds_the_turn_until_then() throws IOException {
        hosts.standStill(true);
        UnderWay asked = ask(RUN, TOXIS, NEW);
        Ears first = controller.begin(asked);
        Ears second = controller.begin(ask(NEXT, TOXIS, OTHER));
        Files.writeString(controller.services(), "in the way");
        hosts.standStill(false);
        controller.await("somebody is told", () -> !controller.problems.isEmpty());

        assertThat(controller.problems)
                .hasSize(1)
                .first()
                .asString()
                .contains("cannot be kept on the controller's disk");
        assertThat(first.isOver()).isFalse();
        assertThat(second.isOver()).isFalse();
        Files.delete(controller.services());

        assertThat(first.await().outcome()).isEqualTo(Outcome.LIVE);
        assertThat(second.await().outcome()).isEqualTo(Outcome.LIVE);
        assertThat(controller.recorded(asked)).hasSize(2);
    }

    @Test
    void a_deployment_that_cannot_be_saved_is_not_begun() throws IOException {
        Files.createDirectories(controller.underWay().getParent());
        Files.writeString(controller.underWay(), "in the way");
        UnderWay asked = ask(RUN, TOXIS, NEW);

        assertThatThrownBy(() -> controller.deploying().begin(asked, new Ears()))
                .isInstanceOf(IOException.class);
        Files.delete(controller.underWay());

        assertThat(hosts.swarm(TOXIS).updates()).isEmpty();
        assertThat(controller.begin(ask(NEXT, TOXIS, NEW)).await().outcome()).isEqualTo(Outcome.LIVE);
    }

    @Test
    void a_thousand_that_wait_take_no_threads() {
        hosts.standStill(true);
        controller.begin(ask(RUN, TOXIS, NEW));
        int before = ManagementFactory.getThreadMXBean().getThreadCount();
        List<UnderWay> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(ask("acme/web/b" + i + "#1", TOXIS, NEW));
        }
        all.forEach(controller::begin);

        assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(before + 30);
        assertThat(controller.deploying().underWay()).hasSize(1001);
        controller.restart();
        assertThat(controller.deploying().status(all.get(999).wish()).orElseThrow())
                .contains("999 more come before");
    }

    private SimulatedClient stackOnToxis() {
        hosts.swarm(TOXIS).spec().put("Name", "shop_web");
        SimulatedClient client = new SimulatedClient(hosts.engine(TOXIS));
        hosts.client(client);
        return client;
    }

    private UnderWay askForStack(String run) throws IOException {
        UnderWay asked = of(ask(run, TOXIS, "shop", SimulatedHosts.image(NEW), hosts), COMMIT);
        return asked.withProject(
                Project.of(Project.Kind.STACK, ComposeFile.of("stack.yaml", "services: {web: {image: $IMAGE}}")));
    }

    @Test
    void a_stack_is_one_deployment_whose_commit_is_refused_once_it_was_bad() throws IOException {
        stackOnToxis();
        hosts.swarm(TOXIS).behaves(NEW, Behaviour.of(Behaviour.Kind.CRASHES));

        UnderWay asked = askForStack(RUN);
        Deployment bad = controller.begin(asked).await();
        Deployment again = controller.begin(askForStack(NEXT)).await();

        assertThat(bad.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(bad.service()).isEqualTo(new ServiceOnHost(ServiceOnHost.Kind.STACK, "shop", "toxis"));
        assertThat(bad.previous()).contains(OLD);
        assertThat(again.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(again.reason()).contains("in quarantine");
        assertThat(controller.recorded(asked)).hasSize(2);
    }

    @Test
    void a_stack_whose_controller_is_killed_when_the_client_has_changed_it_ends_once() throws IOException {
        SimulatedClient client = stackOnToxis();
        CountDownLatch changed = new CountDownLatch(1);
        client.onChange(when -> {
            if (when.equals("after")) {
                changed.countDown();
            }
        });
        UnderWay asked = askForStack(RUN);
        controller.begin(asked);
        controller.await("the client has run", () -> changed.getCount() == 0);
        controller.restart();

        Deployment end = controller.resume(asked).orElseThrow().await();

        assertThat(end.outcome()).isEqualTo(Outcome.LIVE);
        assertThat(end.id()).isEqualTo(asked.id());
        assertThat(controller.recorded(asked)).containsExactly(end);
        assertThat(controller.runs.of(RUN)).containsExactly(end);
    }

    @Test
    void a_stack_that_is_aborted_says_what_it_runs() throws IOException {
        SimulatedClient client = stackOnToxis();
        CountDownLatch runs = new CountDownLatch(1);
        client.onChange(when -> {
            if (when.equals("before")) {
                runs.countDown();
                hold();
            }
        });
        UnderWay asked = askForStack(RUN);
        Ears ears = controller.begin(asked);
        controller.await("the client runs", () -> runs.getCount() == 0);
        controller.deploying().stop(asked.wish(), "aborted by alice");

        Deployment end = ears.await();

        assertThat(end.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(end.reason()).contains("aborted by alice", "shop_web@toxis is to run");
        assertThat(hosts.swarm(TOXIS).updates()).isEmpty();
    }

    /** Until the client is killed. */
    private static void hold() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("killed", e);
        }
    }
}
