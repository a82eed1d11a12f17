package io.jenkins.plugins.deployer.rules;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** One thing built from a repository. Constructors throw {@link IllegalArgumentException} with a sentence. */
public sealed interface Build {
    /** Where its Dockerfile comes from. */
    Dockerfile dockerfile();

    /** How the Dockerfile is built; the repository's build arguments are among its arguments. */
    BuildOptions options();

    /** What it is built for; never empty, each once. */
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
            implements Build {
        public Image {
            architectures = checked(architectures);
            Durations.positive("the timeout", timeout);
            deployments = List.copyOf(deployments);
        }
    }

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
            implements Build {
        /** The build argument that says {@link #target}. */
        public static final String TARGET_ARGUMENT = "TARGET";

        public Unikernel {
            Checked.absolutePath("the path of the unikernel", binary);
            architectures = checked(architectures);
            if (options.arguments().containsKey(TARGET_ARGUMENT)) {
                throw new IllegalArgumentException("the build argument \"" + TARGET_ARGUMENT
                        + "\" of a unikernel build comes from \"target\"; leave it out");
            }
            Durations.positive("the timeout", timeout);
            deployments = List.copyOf(deployments);
            if (!deployments.isEmpty() && architectures.size() > 1) {
                throw new IllegalArgumentException(
                        "a unikernel build that is deployed has one architecture, not " + architectures.size());
            }
            if (!deployments.isEmpty() && !target.isDeployable()) {
                throw new IllegalArgumentException("a unikernel for " + target.label()
                        + " can be built but not deployed: solo5 and albatross hosts run hvt and spt");
            }
        }

        /** Where a Dockerfile leaves the unikernel when the rules do not say, for example {@code /unikernel.hvt}. */
        public static String defaultBinary(UnikernelTarget target) {
            return "/unikernel." + target.label();
        }
    }

    private static List<Architecture> checked(List<Architecture> architectures) {
        List<Architecture> copy = List.copyOf(architectures);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one architecture");
        }
        if (EnumSet.copyOf(copy).size() < copy.size()) {
            throw new IllegalArgumentException("an architecture is named twice");
        }
        return copy;
    }
}
