package io.jenkins.plugins.deployer.rules;

import java.time.Duration;
import java.util.List;

/** One thing built from a repository. */
public sealed interface Build {
    Dockerfile dockerfile();

    BuildOptions options();

    /** What it is built for; never empty. */
    List<Architecture> architectures();

    /** How long the build of one architecture may take, before the multiple that slow architectures get. */
    Duration timeout();

    /**
     * An image.
     *
     * @param deployments what happens to it on which live branch
     */
    record Image(
            Dockerfile dockerfile,
            List<Architecture> architectures,
            BuildOptions options,
            Duration timeout,
            List<ImageDeployment> deployments)
            implements Build {}

    /**
     * A MirageOS unikernel: an image whose Dockerfile leaves the binary at a known path.
     *
     * @param target what the unikernel runs on; the Dockerfile gets it as the build argument {@code TARGET}
     * @param binary the absolute path of the unikernel in the image
     */
    record Unikernel(
            Dockerfile dockerfile,
            UnikernelTarget target,
            String binary,
            List<Architecture> architectures,
            BuildOptions options,
            Duration timeout,
            List<UnikernelDeployment> deployments)
            implements Build {}
}
