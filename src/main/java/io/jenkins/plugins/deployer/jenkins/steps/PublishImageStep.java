package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Publishes an image of the run's plan, once its builds are there. Needs no node. */
public final class PublishImageStep extends Step {
    private final String publication;

    /** @param publication the title in the plan */
    @DataBoundConstructor
    public PublishImageStep(String publication) {
        this.publication = publication;
    }

    public String getPublication() {
        return publication;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, publication);
    }

    private static final class Execution extends RepeatableExecution {
        private static final long serialVersionUID = 1L;

        private final String publication;

        Execution(StepContext context, String publication) {
            super(context);
            this.publication = publication;
        }

        @Override
        Object run() throws Exception {
            StepContext context = getContext();
            return new Publishing(context.get(Run.class), context.get(TaskListener.class), publication)
                    .publish()
                    .toString();
        }
    }

    /** For the Pipeline's author. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "publishImage";
        }

        @Override
        public String getDisplayName() {
            return "Publish an image of the deployer's plan";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            return String.valueOf(arguments.get("publication"));
        }
    }
}
