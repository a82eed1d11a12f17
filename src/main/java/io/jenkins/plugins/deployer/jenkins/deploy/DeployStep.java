package io.jenkins.plugins.deployer.jenkins.deploy;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deployer.jenkins.configuration.HostCredentials;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the steps that deploy are told, whatever they deploy. */
public abstract class DeployStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String host;
    private String health = "";
    private String url = "";
    private boolean force;
    private int timeoutMinutes;
    private String credentialsId = "";
    private String hostKey = "";

    DeployStep(String host) {
        this.host = Util.fixNull(host).strip();
    }

    /** The name of the host in the rules, or an endpoint of the Pipeline's own. */
    public final String getHost() {
        return host;
    }

    /** The image, by name or by digest. */
    public abstract String getImage();

    /** What must answer once the image runs; empty for nothing, or what the rules say. */
    public final String getHealth() {
        return health;
    }

    @DataBoundSetter
    public final void setHealth(String health) {
        this.health = Util.fixNull(health).strip();
    }

    /** Where people reach the service; empty if that is not known, or what the rules say. */
    public final String getUrl() {
        return url;
    }

    @DataBoundSetter
    public final void setUrl(String url) {
        this.url = Util.fixNull(url).strip();
    }

    /** Whether even a commit is deployed that was rolled back for its own fault. */
    public final boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public final void setForce(boolean force) {
        this.force = force;
    }

    /** How long it may take until the new version is live; 0 for as long as usual. */
    public final int getTimeoutMinutes() {
        return timeoutMinutes;
    }

    /** @throws IllegalArgumentException if it is negative */
    @DataBoundSetter
    public final void setTimeoutMinutes(int timeoutMinutes) {
        if (timeoutMinutes < 0) {
            throw new IllegalArgumentException("timeoutMinutes is not negative, as " + timeoutMinutes + " is");
        }
        this.timeoutMinutes = timeoutMinutes;
    }

    /** With which credentials of its job the Pipeline enters an endpoint of its own. */
    public final String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public final void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).strip();
    }

    /** The key that an endpoint of the Pipeline's own shows by SSH. */
    public final String getHostKey() {
        return hostKey;
    }

    @DataBoundSetter
    public final void setHostKey(String hostKey) {
        this.hostKey = Util.fixNull(hostKey).strip();
    }

    /** What the forms of the steps share. */
    abstract static class DeployStepDescriptor extends StepDescriptor {
        /** The field that names what is deployed. */
        abstract String subject();

        @Override
        public final Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @Override
        public final String argumentsToString(Map<String, Object> arguments) {
            Object name = arguments.get(subject());
            Object host = arguments.get("host");
            return name instanceof String && host instanceof String ? name + "@" + host : null;
        }

        /** What the job that the snippet is for may use; for others than those who configure it only what is chosen. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            StandardListBoxModel choices = new StandardListBoxModel();
            if (!mayLook(item)) {
                return choices.includeCurrentValue(Util.fixNull(credentialsId));
            }
            return choices.includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2, item, StandardCredentials.class, List.of(), CredentialsMatchers.anyOf(types()))
                    .includeCurrentValue(Util.fixNull(credentialsId));
        }

        static boolean mayLook(Item item) {
            return item == null
                    ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                    : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
        }

        private static CredentialsMatcher[] types() {
            List<CredentialsMatcher> types = new ArrayList<>();
            types.add(CredentialsMatchers.instanceOf(SSHUserPrivateKey.class));
            types.add(CredentialsMatchers.instanceOf(StandardCertificateCredentials.class));
            ExtensionList.lookup(HostCredentials.class)
                    .forEach(other -> types.add(CredentialsMatchers.instanceOf(other.type())));
            return types.toArray(CredentialsMatcher[]::new);
        }

        /** Says nothing to others than those who configure the job. */
        @POST
        public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, text -> ImageName.parse(text));
        }

        /** What makes sense of a text, or throws an {@link IllegalArgumentException} that says why it does not. */
        interface Reading {
            void read(String text);
        }

        static FormValidation checked(Item item, String value, Reading reading) {
            if (!mayLook(item) || Util.fixNull(value).isBlank()) {
                return FormValidation.ok();
            }
            try {
                reading.read(value.strip());
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
