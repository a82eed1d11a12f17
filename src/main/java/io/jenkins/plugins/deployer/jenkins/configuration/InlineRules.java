package io.jenkins.plugins.deployer.jenkins.configuration;

import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Rules that are written into the configuration of the controller. */
public final class InlineRules extends RulesSource {
    private final String yaml;

    @DataBoundConstructor
    public InlineRules(String yaml) {
        this.yaml = Util.fixNull(yaml);
    }

    /** The content of the rules file. */
    public String getYaml() {
        return yaml;
    }

    /** A file that was written by hand may lack a part. */
    private Object readResolve() {
        return new InlineRules(yaml);
    }

    @Extension
    @Symbol("inline")
    public static final class DescriptorImpl extends Descriptor<RulesSource> {
        @Override
        public String getDisplayName() {
            return "Written here";
        }

        @POST
        public FormValidation doCheckYaml(@QueryParameter String value) {
            return AdministratorsOnly.seeAll(() -> RulesText.look(value));
        }
    }
}
