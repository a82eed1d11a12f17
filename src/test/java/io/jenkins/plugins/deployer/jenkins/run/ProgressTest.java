package io.jenkins.plugins.deployer.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Examples;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.report.Check;
import io.jenkins.plugins.deployer.report.CheckText;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.RunProgress;
import io.jenkins.plugins.deployer.report.RunProgress.End;
import io.jenkins.plugins.deployer.report.RunProgress.State;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant NOON = Instant.parse("2026-05-03T12:00:00Z");
    private static final Optional<URI> LOG = Optional.of(URI.create("https://ci.example.org/log/"));

    private final RunRecord record = new RunRecord();

    private static Plan plan(Head head) {
        return Planner.plan(Examples.rules(), Examples.revision(head), Map.of());
    }

    private BuildTask planned(int build) {
        return plan(new Head.Branch("live")).builds().get(build);
    }

    private void planLive() {
        record.add(Optional.empty(), "5d41402a", plan(new Head.Branch("live")), Optional.empty());
    }

    private RunProgress progress(End end) {
        return Progress.of(record, end);
    }

    @Test
    void a_plan_is_what_is_to_be_done() {
        planLive();

        RunProgress progress = progress(End.NOT_YET);

        assertThat(progress.what().orElseThrow().commit()).isEqualTo(Examples.COMMIT);
        assertThat(progress.builds()).extracting(RunProgress.Build::state).containsOnly(State.WAITING);
        assertThat(progress.deployments()).singleElement().satisfies(target -> {
            assertThat(target.service()).hasToString("base-images_builder@toxis");
            assertThat(target.url()).contains(URI.create("https://images.ci.ocaml.org"));
            assertThat(target.deployment()).isEmpty();
        });
        assertThat(CheckText.of(progress).status()).isEqualTo(Check.Status.QUEUED);
    }

    @Test
    void builds_are_made_or_were_made_before_or_fail() {
        planLive();
        ImageName image = ImageName.parse("registry.example.org/staging").withDigest(Deployments.digest('1'));
        record.addBuilt(planned(0).key(), image);
        record.add(planned(1).key(), BuildEffort.begun(NOON, LOG));
        assertThat(progress(End.NOT_YET).builds())
                .extracting(RunProgress.Build::state)
                .containsExactly(State.REUSED, State.BUILDING);
        assertThat(progress(End.ABORTED).builds().get(1).state()).isEqualTo(State.STOPPED);

        record.add(planned(1).key(), BuildEffort.begun(NOON, LOG).failed(NOON.plusSeconds(68), "no such stage"));

        assertThat(progress(End.FAILURE).builds().get(1))
                .isEqualTo(new RunProgress.Build(
                        "Build Dockerfile for riscv64",
                        "riscv64",
                        State.FAILED,
                        Optional.of(Duration.ofSeconds(68)),
                        Optional.of("no such stage"),
                        LOG));
    }

    @Test
    void a_build_that_is_begun_again_has_not_failed() {
        planLive();
        BuildEffort begun = BuildEffort.begun(NOON, LOG);
        record.add(planned(0).key(), begun.failed(NOON, "its agent is gone"));
        record.add(planned(0).key(), begun.succeeded(NOON.plusSeconds(5)));

        assertThat(progress(End.NOT_YET).builds().get(0).state()).isEqualTo(State.BUILT);
    }

    @Test
    void the_last_deployment_of_a_service_counts() {
        planLive();
        Deployment live = Deployments.deployment("2", '1', Outcome.LIVE);
        record.add(Deployments.deployment("1", '1', Outcome.FAILED));
        record.add(live);

        assertThat(progress(End.SUCCESS).deployments())
                .singleElement()
                .satisfies(target -> assertThat(target.deployment()).contains(live));
    }

    @Test
    void a_change_request_has_what_merging_it_deploys() {
        Head request = new Head.ChangeRequest("PR-7", "live");
        Revision revision = Examples.revision(request);
        record.add(Optional.empty(), "5d41402a", plan(request), Planner.ifMerged(Examples.rules(), revision, Map.of()));

        RunProgress progress = progress(End.SUCCESS);

        assertThat(progress.deployments()).isEmpty();
        assertThat(progress.ifMerged()).singleElement().satisfies(target -> assertThat(target.service())
                .hasToString("base-images_builder@toxis"));
        assertThat(CheckText.of(progress).title()).isEqualTo("Merging this deploys base-images_builder@toxis");
    }

    @Test
    void unikernels_are_built_and_deployed_as_services_are() {
        Revision master = new Revision(Examples.MIRAGE_WWW, new Head.Branch("master"), Examples.COMMIT, Examples.TREE);
        record.add(Optional.empty(), "5d41402a", Planner.plan(Examples.rules(), master, Map.of()), Optional.empty());
        ServiceOnHost www = new ServiceOnHost(ServiceOnHost.Kind.UNIKERNEL, "www", "robur");
        record.add(Deployments.deployment(www, "1", '1', Outcome.LIVE, false));

        Check check = CheckText.of(progress(End.SUCCESS));

        assertThat(check.title()).isEqualTo("www@robur is live");
        assertThat(check.summary())
                .contains("| Build Dockerfile for hvt on x86\\_64 | x86\\_64 | | not made | |\n")
                .contains("| `www@robur` | live | 6 s | `sha256:111111111111` | www@robur is live"
                        + " | [https://mirage.io](<https://mirage.io>) |\n");
    }

    @Test
    void merging_may_deploy_a_unikernel() {
        Head request = new Head.ChangeRequest("PR-7", "master");
        Revision revision = new Revision(Examples.MIRAGE_WWW, request, Examples.COMMIT, Examples.TREE);
        record.add(
                Optional.empty(),
                "5d41402a",
                Planner.plan(Examples.rules(), revision, Map.of()),
                Planner.ifMerged(Examples.rules(), revision, Map.of()));

        assertThat(CheckText.of(progress(End.SUCCESS)).summary())
                .contains("| `www@robur` | | [https://mirage.io](<https://mirage.io>) |");
    }

    @Test
    void a_plan_that_could_not_be_made_is_known_until_it_is() {
        assertThat(record.wantsPlan()).isFalse();
        record.beginPlan(Optional.empty());
        assertThat(record.wantsPlan()).isTrue();
        assertThat(progress(End.NOT_YET).trouble()).isEmpty();
        record.addTrouble(Optional.empty(), "The rules cannot be read");
        assertThat(progress(End.FAILURE).trouble()).contains("The rules cannot be read");
        planLive();
        assertThat(progress(End.NOT_YET).trouble()).isEmpty();
    }

    @Test
    void why_one_rules_file_has_no_plan_is_not_forgotten_for_another_one() {
        Optional<String> missing = Optional.of("missing.yaml");
        record.beginPlan(missing);
        record.addTrouble(missing, "There is no such file");
        record.beginPlan(Optional.empty());
        planLive();

        Check check = CheckText.of(progress(End.SUCCESS));
        assertThat(check.status()).isEqualTo(Check.Status.FAILURE);
        assertThat(check.title()).isEqualTo("Not every rules file has a plan");
        assertThat(check.summary()).contains("There is no such file");

        record.addTrouble(Optional.empty(), "The rules cannot be read");
        assertThat(record.trouble()).contains("There is no such file; The rules cannot be read");
        record.beginPlan(missing);
        assertThat(record.trouble()).contains("The rules cannot be read");
    }

    @Test
    void a_damaged_or_newer_record_is_read_as_far_as_possible() {
        planLive();
        record.addTold("check", "7 QUEUED");

        assertThat(record.told("check")).contains("7 QUEUED");
        assertThat(record.told("slack")).isEmpty();
        assertThat(BuildEffort.read(BuildEffort.begun(NOON, LOG).toJson().put("began", "noon")))
                .isEmpty();
    }
}
