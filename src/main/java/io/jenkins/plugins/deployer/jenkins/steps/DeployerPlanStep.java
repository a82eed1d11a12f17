package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Makes the plan of the run: what the rules ask for its commit. Needs no node. */
public final class DeployerPlanStep extends Step {
    private String rules;

    @DataBoundConstructor
    public DeployerPlanStep() {}

    /** Which rules file of the configured library; {@code null} for the configured one. */
    public String getRules() {
        return rules;
    }

    @DataBoundSetter
    public void setRules(String rules) {
        this.rules = Util.fixEmptyAndTrim(rules);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, rules);
    }

    private static final class Execution extends RepeatableExecution {
        private static final long serialVersionUID = 1L;

        private final String rules;

        Execution(StepContext context, String rules) {
            super(context);
            this.rules = rules;
        }

        @Override
        Object run() throws Exception {
            StepContext context = getContext();
            return new Planning(context.get(Run.class), context.get(TaskListener.class), Optional.ofNullable(rules))
                    .plan();
        }
    }

    /** For the Pipeline's author. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "deployerPlan";
        }

        @Override
        public String getDisplayName() {
            return "Make the deployer's plan of this run";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            Object rules = arguments.get("rules");
            return rules == null ? "by the rules" : "by " + rules;
        }
    }
}
