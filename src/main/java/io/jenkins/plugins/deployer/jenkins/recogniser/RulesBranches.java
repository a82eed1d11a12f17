package io.jenkins.plugins.deployer.jenkins.recogniser;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceCriteria;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.multibranch.AbstractWorkflowBranchProjectFactory;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The mode of a multibranch project whose repository needs no Jenkinsfile, because the rules name it. */
public final class RulesBranches extends AbstractWorkflowBranchProjectFactory {
    private String rules = "";

    @DataBoundConstructor
    public RulesBranches() {}

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

    @Override
    protected FlowDefinition createDefinition() {
        return new RulesDefinition(file());
    }

    @Override
    protected SCMSourceCriteria getSCMSourceCriteria(SCMSource source) {
        return NamedByRules.of(source, file());
    }

    @Extension
    @Symbol("deployerRules")
    public static final class DescriptorImpl extends AbstractWorkflowBranchProjectFactoryDescriptor {
        @Override
        public String getDisplayName() {
            return "by Deployer rules";
        }

        @POST
        public FormValidation doCheckRules(@AncestorInPath Item item, @QueryParameter String value) {
            return RulesFileForm.look(item, value);
        }
    }
}
