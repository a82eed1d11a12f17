package io.jenkins.plugins.deployer.jenkins.configuration;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** With what to enter a host that the rules name. */
public final class HostAccess implements Describable<HostAccess> {
    private final String name;
    private String credentialsId = "";
    private String hostKeys = "";

    @DataBoundConstructor
    public HostAccess(String name) {
        this.name = Util.fixNull(name).strip();
    }

    /** The name of the host in the rules. */
    public String getName() {
        return name;
    }

    /** The id of an SSH key or of TLS certificates; empty if the host needs neither. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).strip();
    }

    /**
     * The keys that the host may show by SSH, one per line: lines of a {@code known_hosts} file, or a key's type and
     * Base64 alone. Empty for hosts without SSH.
     */
    public String getHostKeys() {
        return hostKeys;
    }

    @DataBoundSetter
    public void setHostKeys(String hostKeys) {
        this.hostKeys = Util.fixNull(hostKeys).strip();
    }

    /** A file that was written by hand may lack a part. */
    private Object readResolve() {
        HostAccess whole = new HostAccess(name);
        whole.setCredentialsId(credentialsId);
        whole.setHostKeys(hostKeys);
        return whole;
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<HostAccess> {
        @Override
        public String getDisplayName() {
            return "Host";
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return AdministratorsOnly.see(
                    () -> HostName.look(value, RulesWatch.get().last().rules()));
        }

        /** The hosts of the rules. */
        @POST
        public ComboBoxModel doFillNameItems() {
            ComboBoxModel names = new ComboBoxModel();
            if (AdministratorsOnly.areHere()) {
                RulesWatch.get()
                        .last()
                        .rules()
                        .ifPresent(rules -> names.addAll(rules.hosts().keySet()));
            }
            return names;
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return credentials().choices(Util.fixNull(credentialsId), List.of());
        }

        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String value) {
            return AdministratorsOnly.see(() -> credentials().look(value));
        }

        @POST
        public FormValidation doCheckHostKeys(@QueryParameter String value) {
            return AdministratorsOnly.seeAll(() -> HostKeyLines.look(value));
        }

        /** The button "Test connection": with what the form says, saved or not. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String name, @QueryParameter String credentialsId, @QueryParameter String hostKeys) {
            HostAccess access = new HostAccess(name);
            access.setCredentialsId(credentialsId);
            access.setHostKeys(hostKeys);
            return AdministratorsOnly.see(() -> ConnectionTest.of(access));
        }

        private static ConfiguredCredentials credentials() {
            List<Class<? extends StandardCredentials>> types = new ArrayList<>();
            types.add(SSHUserPrivateKey.class);
            types.add(StandardCertificateCredentials.class);
            ExtensionList.lookup(HostCredentials.class).forEach(other -> types.add(other.type()));
            return ConfiguredCredentials.of(types);
        }
    }
}
