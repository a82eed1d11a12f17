package io.jenkins.plugins.deployer.jenkins.drift;

import static io.jenkins.plugins.deployer.report.Deployments.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentStore;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.Drift;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PuttingRightTest {
    private static final ServiceOnHost WEB = Deployments.service("web");
    /** Before the deployments of the tests. */
    private static final Instant MORNING = Deployments.NOON.minus(Duration.ofHours(1));
    /** After those. */
    private static final Instant EVENING = Deployments.NOON.plus(Duration.ofHours(9));

    @TempDir
    private Path directory;

    private DeploymentStore store;
    private final Runs runs = new Runs();
    private final List<String> problems = new ArrayList<>();
    private Findings findings;

    @BeforeEach
    void open() throws IOException {
        store = DeploymentStore.open(directory.resolve("services"), () -> 10, problems::add);
        findings = Findings.open(directory.resolve("drift.json"), problems::add);
        store.add(PlayedHosts.recorded(WEB, "1", 'a', Deployment.Cause.PUSH));
    }

    @Test
    void what_drifted_is_deployed_again_by_the_job_that_deployed_it() throws Exception {
        see(drifted());

        assertThat(runs.started).containsExactly("org/web/live deploys 1");
        assertThat(remedy()).contains("It is being put right.");
    }

    @Test
    void nothing_else_is_touched() throws Exception {
        for (Drift.State state : Drift.State.values()) {
            if (state != Drift.State.DRIFTED) {
                see(new Drift(state, "it is so", Optional.empty(), Optional.empty()));
            }
        }

        assertThat(runs.started).isEmpty();
        assertThat(remedy()).isEmpty();
    }

    @Test
    void while_a_run_is_under_way_there_is_no_second_one() throws Exception {
        see(drifted());
        runs.isUnderWay = true;
        see(drifted());
        see(drifted());

        assertThat(runs.started).hasSize(1);
        assertThat(remedy()).contains("It is being put right.");
    }

    @Test
    void a_drift_that_comes_back_three_times_is_left_alone_and_said_to_be() throws Exception {
        for (int i = 0; i < 5; i++) {
            see(drifted());
        }

        assertThat(runs.started).hasSize(3);
        assertThat(remedy())
                .contains(
                        "It was put right 3 times and came back; it is left alone until somebody deploys the service.");
    }

    @Test
    void nor_does_the_next_process_go_on_with_it() throws Exception {
        for (int i = 0; i < 5; i++) {
            findings = Findings.open(directory.resolve("drift.json"), problems::add);
            see(drifted());
        }

        assertThat(runs.started).hasSize(3);
        assertThat(problems).isEmpty();
    }

    @Test
    void its_own_deployments_do_not_make_it_begin_anew() throws Exception {
        for (int i = 0; i < 5; i++) {
            see(drifted(), MORNING);
            store.add(PlayedHosts.recorded(WEB, "right-" + i, 'a', Deployment.Cause.DRIFT));
        }

        assertThat(runs.started).hasSize(3);
    }

    @Test
    void after_somebody_deployed_it_is_put_right_again() throws Exception {
        for (int i = 0; i < 4; i++) {
            see(drifted(), MORNING);
            store.add(PlayedHosts.recorded(WEB, "right-" + i, 'a', Deployment.Cause.DRIFT));
        }
        store.add(PlayedHosts.recorded(WEB, "again", 'a', Deployment.Cause.REDEPLOY));

        see(drifted(), EVENING);

        assertThat(runs.started).hasSize(4).last().isEqualTo("org/web/live deploys again");
    }

    @Test
    void what_should_run_is_what_was_last_proven_to() throws Exception {
        store.add(PlayedHosts.recorded(WEB, "2", 'b', Deployment.Cause.PUSH));
        store.add(PlayedHosts.recorded(WEB, "3", 'a', Deployment.Cause.ROLL_BACK));

        see(drifted());

        assertThat(runs.started).containsExactly("org/web/live deploys 3");
    }

    @Test
    void what_there_is_no_way_to_put_right_says_so() throws Exception {
        runs.trouble = Optional.of("the job org/web/live cannot be run now");

        for (int look = 0; look < 5; look++) {
            see(drifted());
            assertThat(remedy()).contains("It could not be put right: the job org/web/live cannot be run now");
        }
        runs.trouble = Optional.empty();
        see(drifted());

        assertThat(runs.started).hasSize(1);
    }

    @Test
    void what_cannot_be_noted_is_not_done() throws Exception {
        Files.createDirectories(directory.resolve("drift.json"));

        see(drifted());

        assertThat(runs.started).isEmpty();
        assertThat(problems).isNotEmpty();
    }

    @Test
    void what_was_found_is_there_after_a_restart() throws Exception {
        see(drifted());

        Findings next = Findings.open(directory.resolve("drift.json"), problems::add);

        assertThat(next.of(WEB)).isEqualTo(findings.of(WEB)).isPresent();
        assertThat(next.lastAsked()).isEqualTo(findings.lastAsked()).isPresent();
        assertThat(problems).isEmpty();
    }

    @Test
    void what_was_found_before_the_last_deployment_is_past() throws Exception {
        see(drifted(), MORNING);

        assertThat(findings.of(WEB, store.known(WEB))).isEmpty();
        see(drifted(), EVENING);
        assertThat(findings.of(WEB, store.known(WEB))).isPresent();
        assertThat(findings.drifted()).containsExactly(WEB);
    }

    @Test
    void a_file_that_cannot_be_read_is_told_of_and_replaced() throws Exception {
        Files.writeString(directory.resolve("drift.json"), "{\"hosts\":[{\"host\":\"toxis\"}]}");

        findings = Findings.open(directory.resolve("drift.json"), problems::add);
        see(drifted());

        assertThat(problems).hasSize(1);
        assertThat(Findings.open(directory.resolve("drift.json"), problems::add).of(WEB))
                .isPresent();
        assertThat(problems).hasSize(1);
    }

    @Test
    void a_host_that_the_rules_do_not_name_any_longer_is_forgotten() throws Exception {
        see(drifted());

        findings.keep(java.util.Set.of("ci"));

        assertThat(findings.of(WEB)).isEmpty();
        assertThat(findings.attempts(WEB)).isEmpty();
    }

    private Optional<String> remedy() {
        return findings.of(WEB).flatMap(ServiceDrift::remedy);
    }

    private static Drift drifted() {
        return new Drift(
                Drift.State.DRIFTED,
                "runs something else",
                Optional.of("ocurrent/base-images@" + digest('c')),
                Optional.of(MORNING));
    }

    private void see(Drift drift) throws IOException {
        see(drift, EVENING);
    }

    private void see(Drift drift, Instant at) throws IOException {
        HostDrift found = HostDrift.answered("toxis", at, Map.of(WEB, drift));
        findings.put(found);
        new PuttingRight(store, findings, runs, Clock.fixed(at, ZoneOffset.UTC)).put(found);
    }

    /** Jenkins, as far as it is asked. */
    private static final class Runs implements PuttingRight.Scheduling {
        private final List<String> started = new ArrayList<>();
        private boolean isUnderWay;
        private Optional<String> trouble = Optional.empty();

        @Override
        public boolean isUnderWay(ServiceOnHost service, String job) {
            return isUnderWay;
        }

        @Override
        public void start(String job, RecordedDeployment chosen, Drift drift) throws IOException {
            if (trouble.isPresent()) {
                throw new IOException(trouble.get());
            }
            started.add(job + " deploys " + chosen.deployment().id());
        }
    }
}
