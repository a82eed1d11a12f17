package io.jenkins.plugins.deployer.image;

import java.time.Duration;

/** The moment until which something may take, on a clock that never jumps. Immutable. */
public final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** @param time from now; at most some centuries */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** How long is left; zero once it has passed. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** What is left, but not more than the given time. */
    public Duration leftUpTo(Duration time) {
        Duration left = left();
        return left.compareTo(time) < 0 ? left : time;
    }

    public boolean hasPassed() {
        return left().isZero();
    }
}
