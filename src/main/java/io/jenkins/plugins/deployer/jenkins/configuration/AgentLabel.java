package io.jenkins.plugins.deployer.jenkins.configuration;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Label;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deployer.rules.Architecture;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Which agents build for an architecture, where the rules do not say. */
public final class AgentLabel implements Describable<AgentLabel> {
    private final String architecture;
    private final String label;

    @DataBoundConstructor
    public AgentLabel(String architecture, String label) {
        this.architecture = Util.fixNull(architecture).strip();
        this.label = Util.fixNull(label).strip();
    }

    /** As in the rules, for example {@code x86_64}. */
    public String getArchitecture() {
        return architecture;
    }

    /** A label expression, for example {@code linux && docker}. */
    public String getLabel() {
        return label;
    }

    /** A file that was written by hand may lack a part. */
    private Object readResolve() {
        return new AgentLabel(architecture, label);
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<AgentLabel> {
        @Override
        public String getDisplayName() {
            return "Agents of an architecture";
        }

        @POST
        public ListBoxModel doFillArchitectureItems() {
            ListBoxModel names = new ListBoxModel();
            for (Architecture architecture : Architecture.values()) {
                names.add(architecture.label());
            }
            return names;
        }

        @POST
        public FormValidation doCheckLabel(@QueryParameter String value) {
            return AdministratorsOnly.see(() -> look(value));
        }

        private static Finding look(String expression) {
            if (expression.isBlank()) {
                return Finding.error("Give a label expression, such as linux && docker.");
            }
            try {
                return Label.parseExpression(expression.strip()).isEmpty()
                        ? Finding.warning("No agent has these labels now.")
                        : Finding.NOTHING;
            } catch (IllegalArgumentException e) {
                return Finding.error("This is not a label expression: " + e.getMessage());
            }
        }
    }
}
