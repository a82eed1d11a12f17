package io.jenkins.plugins.deployer.jenkins.configuration;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** With what to log in to a registry of images. */
public final class RegistryAccess implements Describable<RegistryAccess> {
    private final String registry;
    private String credentialsId = "";

    @DataBoundConstructor
    public RegistryAccess(String registry) {
        this.registry = Util.fixNull(registry).strip();
    }

    /** The registry as it stands in image names: {@code HOST} or {@code HOST:PORT}; {@code docker.io} is Docker Hub. */
    public String getRegistry() {
        return registry;
    }

    /** The id of a user name with password. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).strip();
    }

    /** A file that was written by hand may lack a part. */
    private Object readResolve() {
        RegistryAccess whole = new RegistryAccess(registry);
        whole.setCredentialsId(credentialsId);
        return whole;
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<RegistryAccess> {
        private static final ConfiguredCredentials CREDENTIALS =
                ConfiguredCredentials.of(List.of(StandardUsernamePasswordCredentials.class));

        @Override
        public String getDisplayName() {
            return "Registry";
        }

        @POST
        public FormValidation doCheckRegistry(@QueryParameter String value) {
            return AdministratorsOnly.see(() -> RegistryName.look(value));
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @QueryParameter String registry, @QueryParameter String credentialsId) {
            return CREDENTIALS.choices(
                    Util.fixNull(credentialsId),
                    URIRequirementBuilder.fromUri("https://" + RegistryNames.normal(Util.fixNull(registry)))
                            .build());
        }

        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String value) {
            return AdministratorsOnly.see(() -> value.isBlank()
                    ? Finding.warning("Without credentials nothing is logged in to.")
                    : CREDENTIALS.look(value));
        }
    }
}
