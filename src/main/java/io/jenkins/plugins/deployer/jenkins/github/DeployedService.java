package io.jenkins.plugins.deployer.jenkins.github;

import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.RunLog;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** A service that this controller deploys, with the runs that did; what is kept of a deployment is kept with its run. */
final class DeployedService implements Environment.Subject {
    private static final Logger LOGGER = Logger.getLogger(DeployedService.class.getName());
    /** Of the newest deployments. What GitHub has not heard of by then is old. */
    private static final int HISTORY = 20;

    private final Run<?, ?> last;
    private final ServiceOnHost service;
    /** By the ids of their deployments. */
    private final Map<String, String> runs = new HashMap<>();

    /** @param last the run that deployed it last */
    DeployedService(Run<?, ?> last, ServiceOnHost service) {
        this.last = last;
        this.service = service;
    }

    @Override
    public ServiceOnHost service() {
        return service;
    }

    @Override
    public List<Deployment> history() throws IOException {
        List<RecordedDeployment> history = ControllerDeployments.get().store().history(service, HISTORY);
        history.forEach(one -> runs.put(one.deployment().id(), one.asker().run()));
        return history.stream().map(RecordedDeployment::deployment).toList();
    }

    @Override
    public Optional<GitHubApi> repository(Deployment deployment) {
        return run(deployment).flatMap(GitHubProject::of).map(GitHubProject::api);
    }

    @Override
    public Optional<URI> log(Deployment deployment) {
        String root = Jenkins.get().getRootUrl();
        return root == null
                ? Optional.empty()
                : run(deployment).map(run -> URI.create(root + run.getUrl() + "console"));
    }

    /** Of what a run deployed that is deleted nobody hears any more. */
    @Override
    public Optional<Mark> recall(Deployment deployment) {
        Optional<Run<?, ?>> run = run(deployment);
        return run.isEmpty() ? Optional.of(Mark.OUTDATED) : recall(run.get(), deployment);
    }

    static Optional<Mark> recall(Run<?, ?> run, Deployment deployment) {
        return DeployerRunAction.find(run)
                .flatMap(action -> action.record().told(name(deployment)))
                .map(Mark::new);
    }

    @Override
    public void keep(Deployment deployment, Mark mark) {
        Optional<Run<?, ?>> run = run(deployment);
        if (run.isPresent()) {
            try {
                DeployerRunAction.of(run.get()).addTold(name(deployment), mark.text());
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "what GitHub knows of " + service + " could not be kept");
            }
        }
    }

    private static String name(Deployment deployment) {
        return "GitHub deployment " + deployment.id();
    }

    private Optional<Run<?, ?>> run(Deployment deployment) {
        return Optional.ofNullable(runs.get(deployment.id())).map(Run::fromExternalizableId);
    }

    @Override
    public void say(String line) {
        RunLog.say(last, line);
    }
}
