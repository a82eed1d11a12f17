package io.jenkins.plugins.deployer.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What users of the health address saw while the service was changed.
 *
 * @param requests how many were answered or failed
 * @param failed how many of them got no answer or another than the good one
 * @param longest the longest time between two good answers
 * @param firstAt when the first request ended
 * @param goodAt when the last good answer came
 * @param failing how many requests failed since then, or since somebody began to ask
 * @param lastError what the last failure was
 * @param unwatched how long nobody asked meanwhile, as the process that did was gone; nothing is known of that time
 */
public record Gap(
        int requests,
        int failed,
        Duration longest,
        Optional<Instant> firstAt,
        Optional<Instant> goodAt,
        int failing,
        Optional<String> lastError,
        Duration unwatched) {
    /** So many failures in a row are no accident. */
    private static final int CERTAIN = 3;

    /** Nobody asked yet. */
    public static final Gap NONE =
            new Gap(0, 0, Duration.ZERO, Optional.empty(), Optional.empty(), 0, Optional.empty(), Duration.ZERO);

    public Gap {
        // States that were saved by an older version do not have it.
        unwatched = Objects.requireNonNullElse(unwatched, Duration.ZERO);
    }

    public Gap good(Instant at) {
        Duration since =
                goodAt.or(() -> firstAt).map(from -> Duration.between(from, at)).orElse(Duration.ZERO);
        return new Gap(
                requests + 1,
                failed,
                since.compareTo(longest) > 0 ? since : longest,
                firstAt.or(() -> Optional.of(at)),
                Optional.of(at),
                0,
                lastError,
                unwatched);
    }

    public Gap bad(Instant at, String error) {
        return new Gap(
                requests + 1,
                failed + 1,
                longest,
                firstAt.or(() -> Optional.of(at)),
                goodAt,
                failing + 1,
                Optional.of(error),
                unwatched);
    }

    /**
     * The same for somebody who begins to ask again after a time in which nobody did: that time is no gap, as nothing is
     * known of it, and what failed before it says nothing about now.
     */
    Gap resumed() {
        return new Gap(requests, failed, longest, Optional.empty(), Optional.empty(), 0, lastError, unwatched);
    }

    /** The same after a time in which a change was made or was under way, and nobody asked. */
    Gap unwatchedFor(Duration time) {
        return new Gap(requests, failed, longest, firstAt, goodAt, failing, lastError, unwatched.plus(time));
    }

    /** Whether it is no accident that there is no good answer: an earlier process' failures do not count. */
    public boolean isCertainlyBad() {
        return failing >= CERTAIN;
    }

    /** Whether the last answer was good, and came after this instant. */
    public boolean isGoodSince(Instant instant) {
        return failing == 0 && goodAt.map(at -> at.isAfter(instant)).orElse(false);
    }

    /** For people, for example {@code 68 ms, 0 of 214 requests failed}. */
    public String label() {
        String time = longest.toMillis() < 10_000 ? longest.toMillis() + " ms" : longest.toSeconds() + " s";
        return time + ", " + failed + " of " + requests + " requests failed"
                + (unwatched.isZero()
                        ? ""
                        : ", not counting " + Times.label(unwatched) + " in which the deployer was away");
    }
}
