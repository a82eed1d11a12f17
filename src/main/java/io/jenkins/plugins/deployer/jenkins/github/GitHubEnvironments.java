package io.jenkins.plugins.deployer.jenkins.github;

import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.RunWatch;
import io.jenkins.plugins.deployer.jenkins.run.Telling;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** Keeps GitHub's page of environments as the hosts are. */
@OptionalExtension(requirePlugins = "github-branch-source")
public final class GitHubEnvironments extends RunWatch {
    @Override
    public void deployed(Run<?, ?> run, Deployment deployment) {
        if (Environment.isOfInterest(deployment) && GitHubProject.isOf(run)) {
            tell(run, deployment.service());
        }
    }

    @Override
    public void goOn(Run<?, ?> run) {
        List<Deployment> untold = untold(run).toList();
        untold.stream().map(Deployment::service).distinct().forEach(service -> tell(run, service));
    }

    @Override
    public boolean hasToldAll(Run<?, ?> run) {
        return untold(run).findAny().isEmpty();
    }

    private static Stream<Deployment> untold(Run<?, ?> run) {
        if (!GitHubProject.isOf(run)) {
            return Stream.empty();
        }
        return DeployerRunAction.find(run).stream()
                .flatMap(action -> action.record().deployments().stream())
                .filter(Environment::isOfInterest)
                .filter(deployment -> DeployedService.recall(run, deployment)
                        .filter(Mark::isOver)
                        .isEmpty());
    }

    /** One service at a time: GitHub takes what it hears last for what is live. */
    private static void tell(Run<?, ?> run, ServiceOnHost service) {
        Telling.get().send(run, "GitHub's environment " + service, new Environment(new DeployedService(run, service)));
    }
}
