package io.jenkins.plugins.deployer.jenkins.github;

import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.courier.ControllerCourier;
import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import io.jenkins.plugins.deployer.jenkins.courier.Letter;
import io.jenkins.plugins.deployer.jenkins.run.RunLog;
import io.jenkins.plugins.deployer.jenkins.run.RunWatch;
import io.jenkins.plugins.deployer.report.Deployment;
import java.net.URI;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** Keeps GitHub's page of environments as the hosts are. */
@OptionalExtension(requirePlugins = "github-branch-source")
public final class GitHubEnvironments extends RunWatch {
    @Override
    public void deployed(Run<?, ?> run, Deployment deployment) {
        if (Environment.isWorthwhile(deployment)) {
            // Each counts: a newer deployment does not make an older one untrue.
            ControllerCourier.get().send("GitHub deployment " + deployment.id(), new Found(run, deployment));
        }
    }

    /** Credentials are looked up when it is delivered, not by who deploys. */
    private static final class Found implements Letter {
        private final Run<?, ?> run;
        private final Deployment deployment;
        private Optional<Environment> environment = Optional.empty();

        Found(Run<?, ?> run, Deployment deployment) {
            this.run = run;
            this.deployment = deployment;
        }

        @Override
        public Delivery deliver() throws InterruptedException {
            if (environment.isEmpty()) {
                String root = Jenkins.get().getRootUrl();
                Optional<URI> log =
                        root == null ? Optional.empty() : Optional.of(URI.create(root + run.getUrl() + "console"));
                environment = GitHubProject.of(run)
                        .map(project -> new Environment(project.api(), deployment, log, line -> RunLog.say(run, line)));
            }
            return environment.isPresent() ? environment.get().deliver() : Delivery.done();
        }

        @Override
        public void dropped(String why) {
            environment.ifPresent(known -> known.dropped(why));
        }
    }
}
