package io.jenkins.plugins.deployer.jenkins.slack;

import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.RunLog;
import io.jenkins.plugins.deployer.jenkins.run.RunRecord;
import io.jenkins.plugins.deployer.jenkins.trust.RunSource;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.report.Streak;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** A deployment of a run of this controller, as it is now. */
final class ToldDeployment implements SlackLetter.Subject {
    private static final Logger LOGGER = Logger.getLogger(ToldDeployment.class.getName());
    /** Longer streaks are as long to everybody. */
    private static final int HISTORY = 50;

    private final Run<?, ?> run;
    private final String id;
    private final ServiceOnHost service;
    private final String channel;

    ToldDeployment(Run<?, ?> run, String id, ServiceOnHost service, String channel) {
        this.run = run;
        this.id = id;
        this.service = service;
        this.channel = channel;
    }

    @Override
    public News now() {
        RunRecord record = DeployerRunAction.of(run).record();
        Optional<Deployment> ended =
                record.deployments().stream().filter(one -> one.id().equals(id)).findFirst();
        Optional<DeploymentNow> underWay = underWay();
        Optional<String> commit = ended.isPresent()
                ? ended.get().origin().map(Deployment.Origin::commit)
                : underWay.flatMap(DeploymentNow::commit);
        String root = Jenkins.get().getRootUrl();
        return new News(
                service,
                ended.map(Deployment::cause)
                        .or(() -> underWay.map(DeploymentNow::cause))
                        .orElse(Deployment.Cause.PUSH),
                commit,
                commit.flatMap(hash -> RunSource.commitPage(run.getParent(), hash)),
                run.getFullDisplayName(),
                root == null ? Optional.empty() : Optional.of(URI.create(root + run.getUrl())),
                ended,
                ended.flatMap(one -> Streak.of(before(one), one)));
    }

    private Optional<DeploymentNow> underWay() {
        try {
            return DeploymentNow.all(ControllerDeployments.get().deploying()).stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst();
        } catch (IOException e) {
            // Jenkins has not loaded its jobs.
            return Optional.empty();
        }
    }

    private static List<Deployment> before(Deployment deployment) {
        try {
            return ControllerDeployments.get().store().history(deployment.service(), HISTORY).stream()
                    .map(RecordedDeployment::deployment)
                    .dropWhile(one -> !one.id().equals(deployment.id()))
                    .toList();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "no history of " + deployment.service());
            return List.of();
        }
    }

    @Override
    public String channel() {
        return channel;
    }

    @Override
    public SlackAccount account() {
        return SlackNews.account();
    }

    @Override
    public Optional<String> recall() {
        return DeployerRunAction.of(run).record().told(name());
    }

    @Override
    public void keep(String what) {
        try {
            DeployerRunAction.of(run).addTold(name(), what);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "where Slack has the message of " + service + " could not be kept");
        }
    }

    private String name() {
        return "slack " + id;
    }

    @Override
    public void say(String line) {
        RunLog.say(run, line);
    }
}
