package io.jenkins.plugins.deployer.jenkins.deploy;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deployer.jenkins.configuration.HostCredentials;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code deployDockerService service: 'web', host: 'toxis', image: 'acme/web:live'}: brings one service of one host to one
 * image, and proves that it runs or puts the last good one back. Needs no node.
 */
public final class DeployDockerServiceStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String service;
    private final String host;
    private final String image;
    private String health = "";
    private String url = "";
    private boolean force;
    private int timeoutMinutes;
    private String credentialsId = "";
    private String hostKey = "";

    @DataBoundConstructor
    public DeployDockerServiceStep(String service, String host, String image) {
        this.service = Util.fixNull(service).strip();
        this.host = Util.fixNull(host).strip();
        this.image = Util.fixNull(image).strip();
    }

    /** The name of the service, as {@code docker service ls} shows it. */
    public String getService() {
        return service;
    }

    /** The name of the host in the rules, or an endpoint of the Pipeline's own. */
    public String getHost() {
        return host;
    }

    /** The image, by name or by digest. */
    public String getImage() {
        return image;
    }

    /** What must answer once the image runs; empty for nothing, or what the rules say. */
    public String getHealth() {
        return health;
    }

    @DataBoundSetter
    public void setHealth(String health) {
        this.health = Util.fixNull(health).strip();
    }

    /** Where people reach the service; empty if that is not known, or what the rules say. */
    public String getUrl() {
        return url;
    }

    @DataBoundSetter
    public void setUrl(String url) {
        this.url = Util.fixNull(url).strip();
    }

    /** Whether even a commit is deployed that was rolled back for its own fault. */
    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    /** How long it may take until the new version is live; 0 for as long as usual. */
    public int getTimeoutMinutes() {
        return timeoutMinutes;
    }

    /** @throws IllegalArgumentException if it is negative */
    @DataBoundSetter
    public void setTimeoutMinutes(int timeoutMinutes) {
        if (timeoutMinutes < 0) {
            throw new IllegalArgumentException("timeoutMinutes is not negative, as " + timeoutMinutes + " is");
        }
        this.timeoutMinutes = timeoutMinutes;
    }

    /** With which credentials of its job the Pipeline enters an endpoint of its own. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).strip();
    }

    /** The key that an endpoint of the Pipeline's own shows by SSH. */
    public String getHostKey() {
        return hostKey;
    }

    @DataBoundSetter
    public void setHostKey(String hostKey) {
        this.hostKey = Util.fixNull(hostKey).strip();
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (service.isEmpty() || host.isEmpty() || image.isEmpty()) {
            throw new AbortException("deployDockerService needs a service, a host and an image: deployDockerService"
                    + " service: 'web', host: 'toxis', image: 'acme/web:live'");
        }
        return new Execution(this, context);
    }

    private static final class Execution extends DeployStepExecution {
        private static final long serialVersionUID = 1L;

        private final DeployDockerServiceStep step;

        Execution(DeployDockerServiceStep step, StepContext context) {
            super(context);
            this.step = step;
        }

        @Override
        ServiceOnHost service() {
            return new ServiceOnHost(ServiceOnHost.Kind.SERVICE, step.service, step.host);
        }

        @Override
        String image() {
            return step.image;
        }

        @Override
        Asked ask(Run<?, ?> run, TaskListener listener, String deploymentId) throws IOException, InterruptedException {
            return new DockerServiceRequest(step, run, listener, deploymentId).ask();
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "deployDockerService";
        }

        @Override
        public String getDisplayName() {
            return "Deploy a Docker service";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            Object service = arguments.get("service");
            Object host = arguments.get("host");
            return service instanceof String && host instanceof String ? service + "@" + host : null;
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

        private static boolean mayLook(Item item) {
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
            if (!mayLook(item) || Util.fixNull(value).isBlank()) {
                return FormValidation.ok();
            }
            try {
                ImageName.parse(value.strip());
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
