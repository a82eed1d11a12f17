package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.local.github.CommitState;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.service.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a commit shows of its plan. */
class ResultsTest {
    private final Results all = new Results();
    private final Results plan = all.part();

    @Test
    void what_was_only_built_is_a_success() {
        assertThat(plan.state()).isEqualTo(CommitState.SUCCESS);
        assertThat(plan.summary()).isEqualTo("built");
    }

    @Test
    void what_is_live_is_a_success() {
        plan.add(Deployments.deployment("1", '1', Outcome.LIVE));

        assertThat(plan.state()).isEqualTo(CommitState.SUCCESS);
        assertThat(plan.summary()).isEqualTo("base-images_builder@toxis is live");
        assertThat(all.deployments()).hasSize(1);
    }

    @Test
    void what_was_rolled_back_is_a_failure_and_says_why() {
        plan.add(Deployments.deployment("1", '1', Outcome.LIVE));
        plan.add(Deployments.deployment("2", '2', Outcome.ROLLED_BACK));

        assertThat(plan.state()).isEqualTo(CommitState.FAILURE);
        assertThat(plan.summary()).startsWith("base-images_builder@toxis is rolled back: ");
    }

    @Test
    void a_build_that_failed_is_a_failure() {
        plan.fail("demo/web live: Build Dockerfile: no space left on device");

        assertThat(plan.state()).isEqualTo(CommitState.FAILURE);
        assertThat(plan.summary()).endsWith("no space left on device");
        assertThat(all.exitCode(List.of())).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void what_may_not_be_deployed_is_a_failure() {
        plan.refuse("demo/web live: it is in quarantine");

        assertThat(plan.state()).isEqualTo(CommitState.FAILURE);
    }

    @Test
    void what_nobody_confirmed_is_not_over() {
        plan.leaveOut();

        assertThat(plan.state()).isEqualTo(CommitState.PENDING);
        assertThat(plan.summary()).isEqualTo("waits for somebody to confirm it");
    }

    @Test
    void what_something_newer_took_the_place_of_is_neither() {
        plan.add(Deployments.deployment("1", '1', Outcome.SUPERSEDED));

        assertThat(plan.state()).isEqualTo(CommitState.ERROR);
    }

    @Test
    void one_plan_knows_nothing_of_another() {
        all.part().fail("demo/api live: Build Dockerfile: no space left on device");

        assertThat(plan.state()).isEqualTo(CommitState.SUCCESS);
    }
}
