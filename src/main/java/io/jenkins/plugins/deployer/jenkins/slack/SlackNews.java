package io.jenkins.plugins.deployer.jenkins.slack;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.courier.ControllerCourier;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.RunWatch;
import io.jenkins.plugins.deployer.jenkins.run.Telling;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.util.List;
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

    @Override
    public void goOn(Run<?, ?> run) {
        untold(run).forEach(deployment -> deployed(run, deployment));
    }

    @Override
    public boolean hasToldAll(Run<?, ?> run) {
        return untold(run).isEmpty();
    }

    private static List<Deployment> untold(Run<?, ?> run) {
        return DeployerRunAction.find(run).stream()
                .flatMap(action -> action.record().deployments().stream())
                .filter(deployment -> told(run, deployment.id(), deployment.service())
                        .filter(told -> !SlackLetter.hasToldEnd(told.recall()))
                        .isPresent())
                .toList();
    }

    private static void tell(Run<?, ?> run, String id, ServiceOnHost service) {
        told(run, id, service).ifPresent(told -> Telling.get()
                .send(
                        run,
                        "Slack, deployment " + id,
                        new SlackLetter(ControllerCourier.get().web(), told)));
    }

    /** Empty if nobody is to be told. */
    private static Optional<ToldDeployment> told(Run<?, ?> run, String id, ServiceOnHost service) {
        return DeployerRunAction.find(run)
                .flatMap(action -> action.record().slack(id))
                .map(channel -> new ToldDeployment(run, id, service, channel));
    }

    /** @throws IllegalArgumentException with a sentence if the plugin is not configured */
    static SlackAccount account() {
        SlackNotifier.DescriptorImpl slack = Jenkins.get().getDescriptorByType(SlackNotifier.DescriptorImpl.class);
        return SlackAccount.of(slack.isBotUser(), text(slack.getBaseUrl()), text(slack.getTeamDomain()), token(slack));
    }

    /** That of the controller: what the rules tell Slack is not for a job's own account. */
    private static String token(SlackNotifier.DescriptorImpl slack) {
        try {
            return CredentialsObtainer.getTokenToUse(slack.getTokenCredentialId(), null, null)
                    .strip();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the slack plugin has no token; choose one on Manage Jenkins » System", e);
        }
    }

    private static Optional<String> text(String value) {
        return Optional.ofNullable(Util.fixEmptyAndTrim(value));
    }
}
