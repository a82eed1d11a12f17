package io.jenkins.plugins.deployer.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleBuild;
import hudson.model.InvisibleAction;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class DeployerRunActionTest {
    private static final BuildKey KEY = new BuildKey("a".repeat(64));
    private static final ImageName IMAGE = ImageName.parse("registry.example.org/web@sha256:" + "b".repeat(64));

    /** What Jenkins does not write to a disk. */
    private static final class Unsavable extends InvisibleAction {
        @SuppressWarnings("unused")
        private final Thread thread = Thread.currentThread();
    }

    @Test
    void a_run_that_cannot_be_saved_because_of_another_plugin_is_a_failure_that_callers_expect(JenkinsRule jenkins)
            throws Exception {
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        run.addAction(new Unsavable());

        assertThatThrownBy(() -> DeployerRunAction.of(run).addBuilt(KEY, IMAGE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(run + " cannot be saved: ");
        assertThat(DeployerRunAction.of(run).record().built()).containsEntry(KEY, IMAGE);
    }
}
