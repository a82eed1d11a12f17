package io.jenkins.plugins.deployer.rules;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as rules files write them: {@code 90s}, {@code 50m}, {@code 4h}, {@code 7d} or {@code 1h30m}. */
public final class Durations {
    static final Duration LONGEST = Duration.ofDays(366);

    private static final Pattern FORM =
            Pattern.compile("(?=.)(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?");

    private Durations() {}

    /** @throws IllegalArgumentException with a sentence that begins with {@code what} */
    public static Duration parse(String what, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            String meant = text.matches("[0-9]{1,9}") ? "; did you mean " + Quoted.text(text + "m") + "?" : "";
            throw new IllegalArgumentException(
                    what + " must be a duration such as 90s, 50m, 4h, 7d or 1h30m, not " + Quoted.text(text) + meant);
        }
        Duration duration = Duration.ofDays(count(matcher, 1))
                .plusHours(count(matcher, 2))
                .plusMinutes(count(matcher, 3))
                .plusSeconds(count(matcher, 4));
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    what + " must be at most " + LONGEST.toDays() + "d, not " + Quoted.text(text));
        }
        return duration;
    }

    static Duration positive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be longer than nothing");
        }
        return duration;
    }

    private static long count(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }
}
