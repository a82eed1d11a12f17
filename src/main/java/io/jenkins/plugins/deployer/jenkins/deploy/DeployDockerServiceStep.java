package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code deployDockerService service: 'web', host: 'toxis', image: 'acme/web:live'}: brings one service of one host to one
 * image, and proves that it runs or puts the last good one back. Needs no node.
 */
public final class DeployDockerServiceStep extends DeployStep {
    private static final long serialVersionUID = 1L;

    private final String service;
    private final String image;

    @DataBoundConstructor
    public DeployDockerServiceStep(String service, String host, String image) {
        super(host);
        this.service = Util.fixNull(service).strip();
        this.image = Util.fixNull(image).strip();
    }

    /** The name of the service, as {@code docker service ls} shows it. */
    public String getService() {
        return service;
    }

    @Override
    public String getImage() {
        return image;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (service.isEmpty() || getHost().isEmpty() || image.isEmpty()) {
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
            return new ServiceOnHost(ServiceOnHost.Kind.SERVICE, step.service, step.getHost());
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
    public static final class DescriptorImpl extends DeployStepDescriptor {
        @Override
        public String getFunctionName() {
            return "deployDockerService";
        }

        @Override
        public String getDisplayName() {
            return "Deploy a Docker service";
        }

        @Override
        String subject() {
            return "service";
        }
    }
}
