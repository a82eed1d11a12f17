package io.jenkins.plugins.deployer.report;

import java.util.List;
import java.util.Optional;

/** What a deployment means after those that went before, of the same service, whichever job made them. */
public final class Streak {
    private Streak() {}

    /**
     * For example {@code back to live after 3 failures}; empty if the deployment is no surprise.
     *
     * @param before the earlier deployments, newest first
     */
    public static Optional<String> of(List<Deployment> before, Deployment now) {
        if (!now.triedImage()) {
            return Optional.empty();
        }
        long failures = before.stream()
                .filter(one -> !one.id().equals(now.id()))
                .filter(Deployment::triedImage)
                .takeWhile(one -> !one.isGood())
                .count();
        if (failures == 0) {
            return Optional.empty();
        }
        return Optional.of(
                now.isGood()
                        ? "back to live after " + failures + (failures == 1 ? " failure" : " failures")
                        : "failed " + (failures + 1) + " times in a row");
    }
}
