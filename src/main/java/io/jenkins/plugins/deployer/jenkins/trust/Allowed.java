package io.jenkins.plugins.deployer.jenkins.trust;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.ImageDeployment;
import io.jenkins.plugins.deployer.rules.ServiceRule;

/**
 * The rule that allows a deployment.
 *
 * @param build what the rule belongs to
 * @param deployment the branch, and the name to publish
 * @param service what runs it
 */
public record Allowed(Build.Image build, ImageDeployment deployment, ServiceRule service) {
    public Allowed {
        requireNonNull(build);
        requireNonNull(deployment);
        requireNonNull(service);
    }
}
