package io.jenkins.plugins.deployer.jenkins.recogniser;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import jenkins.branch.MultiBranchProjectFactory;
import jenkins.branch.MultiBranchProjectFactoryDescriptor;
import jenkins.branch.OrganizationFolder;
import jenkins.scm.api.SCMHeadEvent;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceCriteria;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.multibranch.AbstractWorkflowMultiBranchProjectFactory;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Makes a multibranch project, in an organisation folder, of each repository that the rules name. */
public final class RulesRecogniser extends AbstractWorkflowMultiBranchProjectFactory {
    private String rules = "";

    @DataBoundConstructor
    public RulesRecogniser() {}

    /** The path of another rules file than the configured one; empty for that. */
    public String getRules() {
        return file().path();
    }

    @DataBoundSetter
    public void setRules(String rules) {
        this.rules = RulesFile.of(rules).path();
    }

    RulesFile file() {
        return RulesFile.of(rules);
    }

    /**
     * Asks the rules first, and the forge only about repositories that they name and that have no project yet. Never throws
     * because of the rules: branch sources take that for a repository that is not there, and its project would be deleted. If
     * they cannot be read, what has a project by them keeps it.
     */
    @Override
    public boolean recognizes(
            ItemGroup<?> parent,
            String name,
            List<? extends SCMSource> sources,
            Map<String, Object> attributes,
            SCMHeadEvent<?> event,
            TaskListener listener)
            throws IOException, InterruptedException {
        boolean hasProject = hasProject(parent, name);
        boolean named;
        try {
            named = isNamed(sources, listener);
        } catch (IOException e) {
            listener.error("The Deployer's rules cannot be read, so " + name + " stays "
                    + (hasProject ? "built" : "not built") + " by them: " + firstLine(e));
            return hasProject;
        }
        return named && (hasProject || super.recognizes(parent, name, sources, attributes, event, listener));
    }

    /** The log has one for each repository; all that is wrong with the rules is shown to administrators. */
    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private boolean isNamed(List<? extends SCMSource> sources, TaskListener listener)
            throws IOException, InterruptedException {
        for (SCMSource source : sources) {
            if (NamedByRules.of(source, file()).holds(listener)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasProject(ItemGroup<?> parent, String name) {
        return parent instanceof OrganizationFolder folder
                && folder.getItemByProjectName(name) instanceof WorkflowMultiBranchProject project
                && !project.isDisabled()
                && project.getProjectFactory() instanceof RulesBranches;
    }

    @Override
    protected SCMSourceCriteria getSCMSourceCriteria(SCMSource source) {
        return NamedByRules.of(source, file());
    }

    @Override
    protected void customize(WorkflowMultiBranchProject project) {
        RulesBranches branches = new RulesBranches();
        branches.setRules(rules);
        project.setProjectFactory(branches);
    }

    @Extension
    @Symbol("deployerRules")
    public static final class DescriptorImpl extends MultiBranchProjectFactoryDescriptor {
        @Override
        public String getDisplayName() {
            return "Deployer rules";
        }

        /** None: an organisation folder has this recogniser only if somebody chose it. */
        @Override
        public MultiBranchProjectFactory newInstance() {
            return null;
        }

        @POST
        public FormValidation doCheckRules(@AncestorInPath Item item, @QueryParameter String value) {
            return RulesFileForm.look(item, value);
        }
    }
}
