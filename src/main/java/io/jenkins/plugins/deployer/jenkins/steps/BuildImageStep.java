package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Makes one build of the run's plan on the node that it runs on, where the commit has been checked out. */
public final class BuildImageStep extends Step {
    private final String key;

    /** @param key the build key in the plan */
    @DataBoundConstructor
    public BuildImageStep(String key) {
        this.key = key;
    }

    public String getKey() {
        return key;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new BuildImageExecution(context, key);
    }

    /** For the Pipeline's author. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        private static final int SHORT = 12;

        @Override
        public String getFunctionName() {
            return "buildImage";
        }

        @Override
        public String getDisplayName() {
            return "Build an image of the deployer's plan";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class, FilePath.class, Launcher.class, EnvVars.class);
        }

        /** Until the step's label, the title of the build, is there. */
        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            String key = String.valueOf(arguments.get("key"));
            return key.length() > SHORT ? key.substring(0, SHORT) : key;
        }
    }
}
