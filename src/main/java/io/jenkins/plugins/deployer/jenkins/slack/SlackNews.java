package io.jenkins.plugins.deployer.jenkins.slack;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.courier.ControllerCourier;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.Progress;
import io.jenkins.plugins.deployer.jenkins.run.RunWatch;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.plugins.slack.CredentialsObtainer;
import jenkins.plugins.slack.SlackNotifier;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** Tells Slack of deployments, in the channel that the rules name, as the slack plugin is configured for the controller. */
@OptionalExtension(requirePlugins = "slack")
public final class SlackNews extends RunWatch {
    @Override
    public void deploying(Run<?, ?> run, String id, ServiceOnHost service) {
        tell(run, id, service);
    }

    @Override
    public void deployed(Run<?, ?> run, Deployment deployment) {
        tell(run, deployment.id(), deployment.service());
    }

    private static void tell(Run<?, ?> run, String id, ServiceOnHost service) {
        Optional<String> channel =
                DeployerRunAction.find(run).flatMap(action -> Progress.slack(action.record(), service));
        if (channel.isPresent()) {
            ControllerCourier courier = ControllerCourier.get();
            courier.send(
                    "Slack, deployment " + id,
                    new SlackLetter(courier.web(), new ToldDeployment(run, id, service, channel.get())));
        }
    }

    /** @throws IllegalArgumentException with a sentence if the plugin is not configured */
    static SlackAccount account() {
        SlackNotifier.DescriptorImpl slack = Jenkins.get().getDescriptorByType(SlackNotifier.DescriptorImpl.class);
        return SlackAccount.of(slack.isBotUser(), text(slack.getBaseUrl()), text(slack.getTeamDomain()), token(slack));
    }

    /** That of the controller: what the rules tell Slack is not for a job's own account. */
    private static String token(SlackNotifier.DescriptorImpl slack) {
        try {
            return CredentialsObtainer.getTokenToUse(slack.getTokenCredentialId(), null, null);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the slack plugin has no token; choose one on Manage Jenkins » System", e);
        }
    }

    private static Optional<String> text(String value) {
        return Optional.ofNullable(Util.fixEmptyAndTrim(value));
    }
}
