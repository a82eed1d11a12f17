package io.jenkins.plugins.deployer.service;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Times as the engine writes them and as people read them. */
public final class Times {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    /** Empty if it is no time as ISO 8601 has it. */
    public static Optional<Instant> parse(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A time of the day, for example {@code 21:30:40 UTC}. */
    public static String clock(Instant time) {
        return CLOCK.format(time);
    }

    /** For example {@code 6.9 s} or {@code 12 min}. */
    public static String label(Duration time) {
        if (time.toMillis() < 120_000) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        return time.toMinutes() + " min";
    }
}
