package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.rules.Architecture;
import java.util.Set;

/**
 * What is known of the engine that builds.
 *
 * @param version its own
 * @param architecture in Go's words, for example {@code amd64}
 * @param experimental whether its experimental features are on
 * @param emulated what its kernel runs through an emulator
 */
record BuildEngine(DockerVersion version, String architecture, boolean experimental, Set<Architecture> emulated) {
    /** Older ones have a BuildKit that takes resource limits and ignores them. */
    private static final int LIMITS_IN_BUILDKIT = 23;

    BuildEngine {
        emulated = Set.copyOf(emulated);
    }

    boolean buildKitHonoursLimits() {
        return version.major() >= LIMITS_IN_BUILDKIT;
    }

    /** Whether programs of that architecture run on it. */
    boolean runs(Architecture wanted) {
        return isNative(wanted) || emulated.contains(wanted);
    }

    /** Whether images are for that architecture if nothing is said. */
    boolean isOwn(Architecture wanted) {
        return goName(wanted).equals(architecture);
    }

    private boolean isNative(Architecture wanted) {
        return isOwn(wanted)
                || architecture.equals("amd64") && wanted == Architecture.I386
                || architecture.equals("arm64") && wanted == Architecture.ARM32V7;
    }

    /** The second part of {@code OS/ARCHITECTURE[/VARIANT]}. */
    static String goName(Architecture architecture) {
        return architecture.platform().split("/")[1];
    }
}
