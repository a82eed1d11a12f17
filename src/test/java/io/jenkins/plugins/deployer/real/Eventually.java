package io.jenkins.plugins.deployer.real;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition with a deadline, looking often. */
public final class Eventually {
    private static final long PAUSE_MILLIS = 50;

    private Eventually() {}

    /**
     * Returns as soon as the condition holds.
     *
     * @param what the condition in words, for the message
     * @throws AssertionError when it still does not hold at the deadline
     */
    public static void holds(String what, Duration within, BooleanSupplier condition) {
        holds(() -> what, within, condition);
    }

    /** The same with words that are made only when the deadline has passed, such as a log's last lines. */
    public static void holds(Supplier<String> what, Duration within, BooleanSupplier condition) {
        found(what, within, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Returns the value as soon as there is one. */
    public static <T> T found(Supplier<String> what, Duration within, Supplier<Optional<T>> value) {
        long deadline = System.nanoTime() + within.toNanos();
        while (true) {
            Optional<T> found = value.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("After " + within.toSeconds() + " s still not so: " + what.get());
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while waiting for: " + what.get(), e);
            }
        }
    }
}
