package io.jenkins.plugins.deployer.plan;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.util.List;
import java.util.Optional;

/** Brings one service or unikernel to what was built. */
public sealed interface DeployTask {
    /** One line for people, different from that of every other task of the plan. */
    String title();

    /** The Slack channel to tell; empty for none. */
    Optional<String> slack();

    /**
     * @param image the publication that it runs
     * @param service what runs it and where
     */
    record Service(String title, PublishTask image, ServiceRule service, Optional<String> slack) implements DeployTask {
        public Service {
            requireNonNull(title);
            requireNonNull(image);
            requireNonNull(service);
            requireNonNull(slack);
        }
    }

    /**
     * @param builds one build per architecture, in the order of the rules, which must all succeed; never empty
     * @param architecture what the first of them is built for
     * @param binary the absolute path of the unikernel in its image
     */
    record Unikernel(
            String title,
            List<BuildKey> builds,
            UnikernelTarget target,
            Architecture architecture,
            String binary,
            UnikernelDeployment unikernel,
            Optional<String> slack)
            implements DeployTask {
        /** @throws IllegalArgumentException if there is no build */
        public Unikernel {
            requireNonNull(title);
            builds = List.copyOf(builds);
            requireNonNull(target);
            requireNonNull(architecture);
            requireNonNull(binary);
            requireNonNull(unikernel);
            requireNonNull(slack);
            if (builds.isEmpty()) {
                throw new IllegalArgumentException("\"" + title + "\" needs a build");
            }
        }

        /** The build that has the unikernel: that of the first architecture. */
        public BuildKey build() {
            return builds.get(0);
        }
    }
}
