package io.jenkins.plugins.deployer.jenkins.drift;

import io.jenkins.plugins.deployer.jenkins.deploy.KnownService;
import io.jenkins.plugins.deployer.report.Deployment;
import java.time.Instant;
import java.util.Objects;

/**
 * How often the drift of a service was put right.
 *
 * @param digest that it was brought back to
 * @param count how often
 * @param last when the last time
 */
record Attempts(String digest, int count, Instant last) {
    /** If it comes back so often, somebody or something wants it otherwise. */
    static final int MOST = 3;

    Attempts {
        Objects.requireNonNull(digest);
        Objects.requireNonNull(last);
    }

    static Attempts none(String digest) {
        return new Attempts(digest, 0, Instant.EPOCH);
    }

    /** Whether they are about what should run now, and nobody has deployed since. */
    boolean stillCount(KnownService known) {
        Deployment latest = known.last().deployment();
        boolean deployedSince = latest.cause() != Deployment.Cause.DRIFT
                && latest.triedImage()
                && latest.finished().isAfter(last);
        return known.runs().filter(digest::equals).isPresent() && !deployedSince;
    }

    boolean areEnough() {
        return count >= MOST;
    }

    Attempts and(Instant now) {
        return new Attempts(digest, count + 1, now);
    }
}
