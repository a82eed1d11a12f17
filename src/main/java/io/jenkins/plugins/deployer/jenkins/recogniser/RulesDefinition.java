package io.jenkins.plugins.deployer.jenkins.recogniser;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Descriptor;
import hudson.model.DescriptorVisibilityFilter;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.rules.Quoted;
import java.util.List;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDefinitionDescriptor;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/**
 * The Pipeline of a branch that has none of its own: {@code deployer()} and nothing else, in the sandbox. Otherwise a run is
 * like one with a Jenkinsfile: it knows the commit it was started for, and can be replayed.
 */
public final class RulesDefinition extends FlowDefinition {
    private final String rules;

    RulesDefinition(RulesFile file) {
        rules = file.path();
    }

    /** The path of another rules file than the configured one; empty for that. */
    public String getRules() {
        return rules;
    }

    /** In the executor of the run that begins; may ask the forge which commit the branch is at. */
    @Override
    public FlowExecution create(FlowExecutionOwner owner, TaskListener listener, List<? extends Action> actions)
            throws Exception {
        if (!(owner.getExecutable() instanceof WorkflowRun run)) {
            throw new IllegalStateException("no run of a Pipeline: " + owner);
        }
        RulesFile file = RulesFile.of(rules);
        if (file.problem().isPresent()) {
            throw new AbortException(file.problem().get());
        }
        rememberCommit(run, listener);
        return new CpsFlowDefinition(file.script(), true).create(owner, listener, actions);
    }

    /** A run that was replayed or rebuilt has the commit of the one before. */
    private static void rememberCommit(WorkflowRun run, TaskListener listener) throws Exception {
        WorkflowJob job = run.getParent();
        SCMSource source = SCMSource.SourceByItem.findSource(job);
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        if (source == null || head == null) {
            throw new AbortException("The job " + Quoted.text(job.getFullName())
                    + " is no branch of a multibranch project any longer; look for its branches again");
        }
        if (SCMRevisionAction.getRevision(source, run) == null) {
            SCMRevision now = source.fetch(head, listener);
            if (now == null) {
                throw new AbortException(
                        "There is no " + Quoted.text(head.getName()) + " in the repository any longer");
            }
            run.addAction(new SCMRevisionAction(source, now));
        }
    }

    @Extension
    public static final class DescriptorImpl extends FlowDefinitionDescriptor {
        @Override
        public String getDisplayName() {
            return "Pipeline from the Deployer's rules";
        }
    }

    /** Shown on branches that have it, and offered nowhere. */
    @Extension
    public static final class Hidden extends DescriptorVisibilityFilter {
        @Override
        @SuppressWarnings("rawtypes")
        public boolean filter(Object context, Descriptor descriptor) {
            return !(descriptor instanceof DescriptorImpl)
                    || context instanceof WorkflowJob job && job.getDefinition() instanceof RulesDefinition;
        }
    }
}
