package io.jenkins.plugins.deployer.jenkins.pages;

import io.jenkins.plugins.deployer.jenkins.configuration.RulesWatch;
import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import io.jenkins.plugins.deployer.jenkins.drift.DriftWatch;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.IOException;
import java.util.Optional;

/** All services of this controller, from memory. */
final class Services {
    private Services() {}

    /** Those that whoever asks may see. */
    static Overview visible() throws IOException {
        return all().only(Sight.toView()::covers);
    }

    private static Overview all() throws IOException {
        ControllerDeployments deployments = ControllerDeployments.get();
        Optional<Rules> rules = RulesWatch.get().last().rules();
        return Overview.of(
                rules, deployments.store().all(), DeploymentNow.all(deployments.deploying()), DriftWatch.get()::of);
    }
}
