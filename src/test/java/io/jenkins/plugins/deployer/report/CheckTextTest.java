package io.jenkins.plugins.deployer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.Golden;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.report.Check.Status;
import io.jenkins.plugins.deployer.report.RunProgress.Build;
import io.jenkins.plugins.deployer.report.RunProgress.End;
import io.jenkins.plugins.deployer.report.RunProgress.State;
import io.jenkins.plugins.deployer.report.RunProgress.Target;
import io.jenkins.plugins.deployer.report.RunProgress.What;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckTextTest {
    private static final RepositoryName REPOSITORY = new RepositoryName("ocurrent", "docker-base-images");
    private static final Head LIVE = new Head.Branch("live");
    private static final Head PULL = new Head.ChangeRequest("PR-7", "live");
    private static final Optional<URI> LOG =
            Optional.of(URI.create("https://ci.example.org/job/x/12/execution/node/17/log/"));
    private static final Build MADE = build("x86_64", State.BUILT);
    private static final Build REUSED = new Build(
            "Build Dockerfile for arm64", "arm64", State.REUSED, Optional.empty(), Optional.empty(), Optional.empty());
    private static final Build FAILED = new Build(
            "Build Dockerfile for riscv64",
            "riscv64",
            State.FAILED,
            Optional.of(Duration.ofSeconds(68)),
            Optional.of("RUN make | tee log exited with 2"),
            LOG);
    private static final Target WANTED = new Target(
            Deployments.BUILDER,
            Optional.of("ocurrent/base-images:live"),
            Optional.of(URI.create("https://images.ci.ocaml.org")),
            Optional.empty());

    private static Build build(String architecture, State state) {
        return new Build(
                "Build Dockerfile for " + architecture,
                architecture,
                state,
                state == State.BUILT ? Optional.of(Duration.ofSeconds(184)) : Optional.empty(),
                Optional.empty(),
                state == State.WAITING ? Optional.empty() : LOG);
    }

    private static Target ended(Outcome outcome) {
        return new Target(
                WANTED.service(),
                WANTED.image(),
                WANTED.url(),
                Optional.of(Deployments.deployment(
                        Deployments.BUILDER, "1", '1', outcome, outcome == Outcome.ROLLED_BACK)));
    }

    private static RunProgress run(Head head, List<Build> builds, List<Target> targets, List<Target> merged, End end) {
        return new RunProgress(
                Optional.of(new What(REPOSITORY, head, "0123456789abcdef0123456789abcdef01234567")),
                Optional.of("5d41402abc4b2a76b9719d911017c592a1b2c3d4"),
                Optional.empty(),
                builds,
                targets,
                merged,
                end);
    }

    private static void assertGolden(RunProgress run, String name) {
        Check check = CheckText.of(run);
        Golden.assertEquals(
                check.status() + ": " + check.title() + (check.mayRedeploy() ? " [Redeploy]" : "") + "\n\n"
                        + check.summary(),
                CheckTextTest.class,
                "check/" + name + ".md");
    }

    @Test
    void a_run_without_a_plan_yet_is_queued() {
        assertGolden(RunProgress.nothing(End.NOT_YET), "planning");
    }

    @Test
    void builds_that_wait_are_queued() {
        assertGolden(
                run(
                        LIVE,
                        List.of(build("x86_64", State.WAITING), build("arm64", State.WAITING)),
                        List.of(WANTED),
                        List.of(),
                        End.NOT_YET),
                "queued");
    }

    @Test
    void a_build_that_is_made_is_progress() {
        assertGolden(
                run(LIVE, List.of(MADE, build("arm64", State.BUILDING)), List.of(WANTED), List.of(), End.NOT_YET),
                "building");
    }

    @Test
    void what_was_built_before_is_deployed_at_once() {
        Check check = CheckText.of(run(LIVE, List.of(REUSED), List.of(WANTED), List.of(), End.NOT_YET));

        assertThat(check.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(check.title()).isEqualTo("Deploying");
    }

    @Test
    void a_pull_request_says_what_merging_it_deploys() {
        RunProgress run = run(PULL, List.of(MADE, REUSED), List.of(), List.of(WANTED), End.SUCCESS);

        assertGolden(run, "pull-request");
        Golden.assertDocumented(CheckText.of(run).summary(), "github.md");
    }

    @Test
    void a_pull_request_into_another_branch_deploys_nothing() {
        assertGolden(run(PULL, List.of(MADE), List.of(), List.of(), End.SUCCESS), "pull-request-deploys-nothing");
    }

    @Test
    void a_live_branch_says_what_was_deployed_where() {
        assertGolden(run(LIVE, List.of(REUSED), List.of(ended(Outcome.LIVE)), List.of(), End.SUCCESS), "live");
    }

    @Test
    void a_rollback_is_a_failure_with_its_reason() {
        assertGolden(
                run(LIVE, List.of(MADE), List.of(ended(Outcome.ROLLED_BACK)), List.of(), End.FAILURE), "rolled-back");
    }

    @Test
    void what_failed_is_a_failure_though_the_pipeline_went_on() {
        for (Build bad : List.of(FAILED, build("arm64", State.STOPPED))) {
            Check build =
                    CheckText.of(run(LIVE, List.of(MADE, bad), List.of(ended(Outcome.LIVE)), List.of(), End.SUCCESS));
            assertThat(build.status()).isEqualTo(Status.FAILURE);
        }
        for (Outcome bad : List.of(Outcome.ROLLED_BACK, Outcome.FAILED, Outcome.REFUSED)) {
            Check deployment =
                    CheckText.of(run(LIVE, List.of(MADE), List.of(ended(bad), WANTED), List.of(), End.SUCCESS));
            assertThat(deployment.status()).isEqualTo(Status.FAILURE);
            assertThat(deployment.title()).doesNotContain("live");
        }
        assertThat(CheckText.of(run(PULL, List.of(MADE, FAILED), List.of(), List.of(WANTED), End.SUCCESS))
                        .title())
                .isEqualTo("Failed: Build Dockerfile for riscv64");
        assertThat(CheckText.of(run(LIVE, List.of(MADE), List.of(ended(Outcome.SUPERSEDED)), List.of(), End.SUCCESS)))
                .extracting(Check::status, Check::title)
                .containsExactly(Status.NEUTRAL, "A newer commit is deployed instead");
    }

    @Test
    void a_plan_that_nobody_carries_out_makes_nothing_live() {
        assertGolden(
                run(LIVE, List.of(build("x86_64", State.NOT_MADE)), List.of(WANTED), List.of(), End.SUCCESS),
                "only-planned");
        assertThat(CheckText.of(
                        run(LIVE, List.of(REUSED), List.of(ended(Outcome.LIVE), WANTED), List.of(), End.SUCCESS)))
                .extracting(Check::status, Check::title)
                .containsExactly(Status.NEUTRAL, "Not deployed: base-images_builder@toxis");
        assertThat(CheckText.of(run(
                        new Head.Branch("try"),
                        List.of(build("x86_64", State.NOT_MADE)),
                        List.of(),
                        List.of(),
                        End.SUCCESS)))
                .extracting(Check::status, Check::title)
                .containsExactly(Status.NEUTRAL, "Not built");
    }

    @Test
    void a_failed_build_is_named_first() {
        assertGolden(run(LIVE, List.of(MADE, FAILED), List.of(WANTED), List.of(), End.FAILURE), "failed-build");
    }

    @Test
    void a_branch_that_is_not_live_is_only_built() {
        assertGolden(
                run(new Head.Branch("try|this*"), List.of(MADE), List.of(), List.of(), End.SUCCESS), "other-branch");
    }

    @Test
    void rules_that_cannot_be_used_fail_the_check() {
        RunProgress broken = new RunProgress(
                Optional.empty(),
                Optional.empty(),
                Optional.of("The rules cannot be used: rules.yaml:3:7: unknown host \"toxi<s>\""),
                List.of(),
                List.of(),
                List.of(),
                End.FAILURE);

        assertGolden(broken, "no-plan");
    }

    @Test
    void a_newer_commit_makes_the_check_neutral_and_an_abort_is_no_failure() {
        Check superseded =
                CheckText.of(run(LIVE, List.of(MADE), List.of(ended(Outcome.SUPERSEDED)), List.of(), End.SUPERSEDED));

        assertThat(superseded.status()).isEqualTo(Status.NEUTRAL);
        assertThat(superseded.mayRedeploy()).isFalse();
        assertThat(CheckText.of(run(LIVE, List.of(MADE), List.of(), List.of(), End.ABORTED))
                        .status())
                .isEqualTo(Status.CANCELLED);
    }

    @Test
    void a_run_ends_as_not_built_for_many_reasons() {
        List<Target> superseded = List.of(ended(Outcome.SUPERSEDED));

        assertThat(CheckText.of(run(LIVE, List.of(MADE), superseded, List.of(), End.NOT_BUILT))
                        .status())
                .isEqualTo(Status.NEUTRAL);
        assertThat(CheckText.of(run(LIVE, List.of(MADE), List.of(WANTED), List.of(), End.SUPERSEDED))
                        .status())
                .isEqualTo(Status.NEUTRAL);
        assertThat(CheckText.of(run(LIVE, List.of(MADE), List.of(WANTED), List.of(), End.NOT_BUILT)))
                .extracting(Check::status, Check::title)
                .containsExactly(Status.FAILURE, "The run failed elsewhere than in the deployer");
        for (End end : List.of(End.NOT_BUILT, End.SUPERSEDED)) {
            assertThat(CheckText.of(run(LIVE, List.of(MADE, FAILED), superseded, List.of(), end))
                            .title())
                    .isEqualTo("Failed: Build Dockerfile for riscv64");
        }
    }

    @Test
    void no_plan_is_a_failure_however_the_run_ends() {
        for (End end : List.of(End.SUCCESS, End.FAILURE, End.SUPERSEDED, End.NOT_BUILT)) {
            Check check = CheckText.of(new RunProgress(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("The rules cannot be used"),
                    List.of(),
                    List.of(),
                    List.of(),
                    end));

            assertThat(check.status()).isEqualTo(Status.FAILURE);
            assertThat(check.title()).isEqualTo("There is no plan");
        }
    }

    @Test
    void a_run_that_failed_elsewhere_says_so() {
        assertThat(CheckText.of(run(PULL, List.of(MADE), List.of(), List.of(), End.FAILURE))
                        .title())
                .isEqualTo("The run failed elsewhere than in the deployer");
    }

    @Test
    void long_tables_and_problems_are_cut() {
        Build talkative = new Build(
                "Build Dockerfile for riscv64",
                "riscv64",
                State.FAILED,
                Optional.empty(),
                Optional.of("x".repeat(4000)),
                LOG);

        Check check = CheckText.of(run(LIVE, Collections.nCopies(300, talkative), List.of(), List.of(), End.FAILURE));

        assertThat(check.summary()).contains("… and 200 more.");
        assertThat(check.summary().length()).isLessThan(65_535);
        assertThat(check.title()).isEqualTo("Failed: Build Dockerfile for riscv64 and 299 other builds");
    }
}
