package io.jenkins.plugins.deployer.local;

import java.time.Duration;
import java.util.Locale;

/** How long something has been going on, for people. */
final class Elapsed {
    private final long start = System.nanoTime();

    Duration duration() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** For example {@code 0.3 s}, {@code 68 s} or {@code 12 min}. */
    @Override
    public String toString() {
        return of(duration());
    }

    static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
