package io.jenkins.plugins.deployer.plan;

import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.util.Optional;

/** Brings one service or unikernel to what was built. */
public sealed interface DeployTask {
    /** One line for people. */
    String title();

    /**
     * @param image the publication that it runs
     * @param service what runs it and where
     * @param slack the channel to tell
     */
    record Service(String title, PublishTask image, ServiceRule service, Optional<String> slack)
            implements DeployTask {}

    /** @param build the build that has the unikernel */
    record Unikernel(String title, BuildKey build, UnikernelTarget target, UnikernelDeployment unikernel)
            implements DeployTask {}
}
