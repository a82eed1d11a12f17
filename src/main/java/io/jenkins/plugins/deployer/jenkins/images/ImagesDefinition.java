package io.jenkins.plugins.deployer.jenkins.images;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Descriptor;
import hudson.model.DescriptorVisibilityFilter;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.jenkins.deploy.DeployAgain;
import io.jenkins.plugins.deployer.jenkins.trust.ControllerCause;
import io.jenkins.plugins.deployer.jenkins.trust.ImagesJob;
import io.jenkins.plugins.deployer.jenkins.trust.Refused;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.cps.CpsFlowFactoryAction2;
import org.jenkinsci.plugins.workflow.flow.DurabilityHintProvider;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDefinitionDescriptor;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * What a run of the generated job does: made anew for each, by the rules and the registries. It has nothing that could be
 * configured. A job that has another definition deploys nothing, since only here a run is noted what it may deploy.
 */
public final class ImagesDefinition extends FlowDefinition {
    @DataBoundConstructor
    public ImagesDefinition() {}

    /** Called by the run's own thread, not by that of a Pipeline program; may take as long as registries do. */
    @Override
    public FlowExecution create(FlowExecutionOwner owner, TaskListener listener, List<? extends Action> actions)
            throws IOException, InterruptedException {
        Run<?, ?> run = (Run<?, ?>) owner.getExecutable();
        if (!ImagesJob.is(run.getParent())) {
            throw new Refused("Only the job " + ImagesJob.NAME + " deploys the images that the rules follow, and not "
                    + run.getParent().getFullName());
        }
        for (Action action : actions) {
            if (action instanceof DeployAgain again) {
                return again.create(this, owner, actions);
            }
            if (action instanceof CpsFlowFactoryAction2) {
                throw new Refused("Runs of the job " + ImagesJob.NAME
                        + " cannot be replayed; Build Now looks up all images that the rules follow");
            }
        }
        ImagesJob.requireStarters(run);
        boolean isByHand = run.getCauses().stream().anyMatch(cause -> !(cause instanceof ControllerCause));
        String script = ControllerImages.get().begin(run, listener.getLogger(), isByHand);
        return new CpsFlowExecution(script, true, owner, DurabilityHintProvider.suggestedFor(run.getParent()));
    }

    @Extension
    public static final class DescriptorImpl extends FlowDefinitionDescriptor {
        @Override
        public String getDisplayName() {
            return "The images that the rules of the Deployer follow";
        }
    }

    /** Nobody else can choose it. */
    @Extension
    public static final class OnlyThere extends DescriptorVisibilityFilter {
        @Override
        public boolean filter(Object context, Descriptor descriptor) {
            return !(descriptor instanceof DescriptorImpl) || context instanceof Job<?, ?> job && ImagesJob.is(job);
        }
    }
}
