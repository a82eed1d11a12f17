package io.jenkins.plugins.deployer.jenkins.trust;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;

/**
 * The rule that allows the deployment of a unikernel, and the image that it allows.
 *
 * @param build what the rule belongs to
 * @param deployment the branch, the unikernel, its host, and what it gets there
 * @param image what the run built or used again for that rule, or what was live before; by digest
 */
public record AllowedUnikernel(Build.Unikernel build, UnikernelDeployment deployment, ImageName image) {
    public AllowedUnikernel {
        requireNonNull(build);
        requireNonNull(deployment);
        requireNonNull(image);
    }
}
