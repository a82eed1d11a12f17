package io.jenkins.plugins.deployer.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.deployer.plan.BuildKey;
import java.time.Duration;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, a step ends: nobody else would ever end it. */
class StepEndTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final GivenContext context = new GivenContext(Map.of());
    private final AgentBuildContext build = new AgentBuildContext(
            context, new AgentBuild(context, new BuildKey("0".repeat(64)), "/nowhere", false, false));

    @Test
    void a_build_whose_result_cannot_be_kept() {
        build.onSuccess("sha256:" + "0".repeat(64));

        assertThat(context.outcome)
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("there is no Run");
    }

    @Test
    void a_build_of_which_nobody_can_tell_why_it_failed() {
        build.onFailure(new AbortException("script returned exit code 1"));

        assertThat(context.outcome).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(AbortException.class);
    }

    @Test
    void work_that_somebody_else_interrupted() {
        new Interrupted(context).start();

        assertThat(context.outcome)
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(InterruptedException.class);
    }

    private static final class Interrupted extends RepeatableExecution {
        private static final long serialVersionUID = 1L;

        Interrupted(StepContext context) {
            super(context);
        }

        @Override
        Object run() throws InterruptedException {
            throw new InterruptedException("by a time limit");
        }
    }
}
