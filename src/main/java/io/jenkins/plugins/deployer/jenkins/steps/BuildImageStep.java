package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Plan;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.durabletask.DurableTask;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Builds an image of the run's plan from the commit that is checked out in the workspace, and keeps it in staging if the
 * run's head is trusted. The build goes on while the controller restarts.
 */
public final class BuildImageStep extends DurableTaskStep {
    private final String key;
    private transient String run;

    /** @param key of the build in the plan */
    @DataBoundConstructor
    public BuildImageStep(String key) {
        this.key = key;
        setReturnStdout(true);
    }

    public String getKey() {
        return key;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        Run<?, ?> of = context.get(Run.class);
        run = of.getExternalizableId();
        planned(of, key).ifPresent(planned -> setLabel(planned.task().title()));
        return super.start(context);
    }

    /** The task of a run's plan that has a build key; reads no file. */
    static Optional<PlannedTask<BuildTask>> planned(Run<?, ?> run, String key) {
        return DeployerRunAction.find(run)
                .flatMap(action -> PlannedTask.find(action.record().plans(), Plan::builds, task -> task.key()
                        .equals(new BuildKey(key))));
    }

    @Override
    protected DurableTask task() {
        return new ImageBuildTask(run, key);
    }

    /** For the Pipeline's author. */
    @Extension
    public static final class DescriptorImpl extends DurableTaskStepDescriptor {
        @Override
        public String getFunctionName() {
            return "buildImage";
        }

        @Override
        public String getDisplayName() {
            return "Build an image of the deployer's plan";
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            return String.valueOf(arguments.get("key"));
        }
    }
}
