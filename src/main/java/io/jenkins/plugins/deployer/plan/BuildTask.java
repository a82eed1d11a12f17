package io.jenkins.plugins.deployer.plan;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One build on one architecture.
 *
 * @param key says what is built
 * @param title one line for people
 * @param architecture what it is built for
 * @param agent the Jenkins label expression of agents that can build it
 * @param timeout how long it may take
 * @param recipe how it is built
 * @param staging where the image is kept, with the build key as its tag; empty if builds are not staged
 */
public record BuildTask(
        BuildKey key,
        String title,
        Architecture architecture,
        String agent,
        Duration timeout,
        Recipe recipe,
        Optional<ImageName> staging) {
    /**
     * How an image is built: {@code options} of the rules with every look-up done.
     *
     * @param arguments the build arguments, {@code TARGET} of a unikernel included
     * @param unikernel what is checked in the image; empty for an image build
     */
    public record Recipe(
            Dockerfile dockerfile,
            Map<String, String> arguments,
            Optional<String> target,
            boolean squash,
            boolean buildkit,
            boolean includeGit,
            List<BuildSecret> secrets,
            List<String> ulimits,
            Optional<Binary> unikernel) {}

    /** @param path absolute path of the unikernel in the image */
    public record Binary(UnikernelTarget target, String path) {}
}
