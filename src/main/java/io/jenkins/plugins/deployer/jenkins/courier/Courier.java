package io.jenkins.plugins.deployer.jenkins.courier;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Delivers letters in the background. There is one letter on its way to each place; of those that come meanwhile only the
 * newest is kept, which says all that they would have said. A letter that cannot arrive now is tried again, less and less
 * often, for ten minutes, and then dropped. Nothing is saved. Safe for use by several threads; sending does not wait.
 */
public final class Courier implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Courier.class.getName());
    /** From the first attempt to the last. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int FACTOR = 3;
    /** Of places that letters are on their way to. */
    private static final int MOST_PLACES = 2000;

    private final Clock clock;
    private final Threads threads;
    private final Map<String, Place> places = new HashMap<>();
    private boolean closed;

    /** A few threads that work now or later. */
    public interface Threads {
        /** @throws RejectedExecutionException if there are none any more */
        void run(Runnable task, Duration after);

        /** Interrupts what is being done. */
        void stop();
    }

    public Courier(Clock clock, Threads threads) {
        this.clock = clock;
        this.threads = threads;
    }

    /** @param place only the newest of several letters to one place has to arrive */
    public void send(String place, Letter letter) {
        boolean isFull;
        synchronized (this) {
            if (closed) {
                return;
            }
            Place known = places.get(place);
            if (known != null) {
                known.next = Optional.of(letter);
                return;
            }
            isFull = places.size() >= MOST_PLACES;
            if (!isFull) {
                places.put(place, new Place());
            }
        }
        if (isFull) {
            drop(letter, MOST_PLACES + " others wait to be told already");
        } else {
            run(() -> attempt(new Attempt(place, letter, clock.instant(), FIRST_PAUSE)), Duration.ZERO);
        }
    }

    private static final class Place {
        private Optional<Letter> next = Optional.empty();
    }

    private record Attempt(String place, Letter letter, Instant since, Duration pause) {}

    private void attempt(Attempt attempt) {
        Optional<Letter> newer = newer(attempt.place());
        Attempt now = newer.map(letter -> new Attempt(attempt.place(), letter, clock.instant(), FIRST_PAUSE))
                .orElse(attempt);
        boolean isTriedAgain = false;
        try {
            Delivery delivery = deliver(now);
            if (delivery instanceof Delivery.Later later) {
                isTriedAgain = tryAgain(now, later);
            } else if (delivery instanceof Delivery.Never never) {
                drop(now.letter(), never.why());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!isTriedAgain) {
                goOn(now.place());
            }
        }
    }

    private static Delivery deliver(Attempt attempt) throws InterruptedException {
        try {
            return attempt.letter().deliver();
        } catch (RuntimeException | Error e) {
            logFault("A fault of the deployer on the way to " + attempt.place(), e);
            return new Delivery.Never("the deployer met a fault of its own, "
                    + e.getClass().getName() + "; the controller's log says where");
        }
    }

    /** Where it was, without its message: that may have something secret in it. */
    private static void logFault(String what, Throwable fault) {
        Throwable where = new Throwable(fault.getClass().getName());
        where.setStackTrace(fault.getStackTrace());
        LOGGER.log(Level.WARNING, what, where);
    }

    private boolean tryAgain(Attempt attempt, Delivery.Later later) {
        Duration left = Duration.between(clock.instant(), attempt.since().plus(PATIENCE));
        if (left.isNegative() || left.isZero() || later.after().compareTo(left) > 0) {
            drop(attempt.letter(), later.why());
            return false;
        }
        Duration pause = longer(later.after(), shorter(attempt.pause(), left));
        Duration longerPause = shorter(attempt.pause().multipliedBy(FACTOR), LONGEST_PAUSE);
        Attempt next = new Attempt(attempt.place(), attempt.letter(), attempt.since(), longerPause);
        run(() -> attempt(next), pause);
        return true;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Delivers what came meanwhile. */
    private void goOn(String place) {
        Optional<Letter> newer;
        synchronized (this) {
            newer = newer(place);
            if (newer.isEmpty()) {
                places.remove(place);
            }
        }
        newer.ifPresent(
                letter -> run(() -> attempt(new Attempt(place, letter, clock.instant(), FIRST_PAUSE)), Duration.ZERO));
    }

    private synchronized Optional<Letter> newer(String place) {
        Place known = places.get(place);
        Optional<Letter> newer = known.next;
        known.next = Optional.empty();
        return newer;
    }

    private void run(Runnable task, Duration after) {
        try {
            threads.run(task, after);
        } catch (RejectedExecutionException e) {
            // The process ends.
        }
    }

    private static void drop(Letter letter, String why) {
        try {
            letter.dropped(why);
        } catch (RuntimeException | Error e) {
            logFault("Dropped: " + why, e);
        }
    }

    /** Forgets what has not arrived; does not wait. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        threads.stop();
    }
}
