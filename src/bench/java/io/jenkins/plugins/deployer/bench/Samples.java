package io.jenkins.plugins.deployer.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long something took, each time that it was tried. */
final class Samples {
    private final List<Duration> durations = new ArrayList<>();

    void add(Duration duration) {
        durations.add(duration);
    }

    int count() {
        return durations.size();
    }

    /** The middle one, or the mean of the two in the middle. */
    Duration median() {
        List<Duration> sorted = durations.stream().sorted().toList();
        Duration upper = sorted.get(sorted.size() / 2);
        Duration lower = sorted.get((sorted.size() - 1) / 2);
        return lower.plus(upper).dividedBy(2);
    }

    /** The quotient of the medians. */
    double ratioTo(Samples other) {
        return (double) median().toNanos() / other.median().toNanos();
    }

    /** For example {@code 1.83 s (1.79 to 2.02)}. */
    String label() {
        Duration least = durations.stream().min(Duration::compareTo).orElseThrow();
        Duration most = durations.stream().max(Duration::compareTo).orElseThrow();
        return label(median()) + " (" + number(least, unit(median())) + " to " + number(most, unit(median())) + ")";
    }

    static String label(Duration duration) {
        String unit = unit(duration);
        return number(duration, unit) + " " + unit;
    }

    private static String unit(Duration duration) {
        return duration.toMillis() < 1000 ? "ms" : "s";
    }

    private static String number(Duration duration, String unit) {
        double seconds = duration.toNanos() / 1e9;
        return unit.equals("s")
                ? String.format(Locale.ROOT, "%.2f", seconds)
                : Long.toString(Math.round(seconds * 1e3));
    }
}
