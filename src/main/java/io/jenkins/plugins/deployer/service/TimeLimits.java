package io.jenkins.plugins.deployer.service;

import java.time.Duration;

/**
 * How long a roll-out may take. None of it changes the service's own update settings.
 *
 * @param total from the request until the new version is live; going back may take as long again
 * @param settle how long the new version has to run without a failure; at the least the service's own monitor period
 * @param placement how long a task may find no node, while the task before it is stopped already
 */
public record TimeLimits(Duration total, Duration settle, Duration placement) {
    /** Ten minutes, the service's own monitor period, and half a minute. */
    public static final TimeLimits DEFAULT =
            new TimeLimits(Duration.ofMinutes(10), Duration.ZERO, Duration.ofSeconds(30));

    public TimeLimits {
        if (total.isNegative() || total.isZero() || settle.isNegative() || placement.isNegative()) {
            throw new IllegalArgumentException("a time limit is not negative, and the total is more than nothing");
        }
    }

    public TimeLimits withTotal(Duration newTotal) {
        return new TimeLimits(newTotal, settle, placement);
    }

    public TimeLimits withSettle(Duration newSettle) {
        return new TimeLimits(total, newSettle, placement);
    }

    public TimeLimits withPlacement(Duration newPlacement) {
        return new TimeLimits(total, settle, newPlacement);
    }
}
