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
 * often, for some minutes, and then dropped. Nothing is saved. Safe for use by several threads; sending does not wait.
 */
public final class Courier implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Courier.class.getName());
    /** From the first attempt to the last. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
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
        Delivery delivery;
        try {
            delivery = now.letter().deliver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.WARNING, e, () -> "A fault of the deployer on the way to " + now.place());
            delivery = new Delivery.Never("the deployer met a fault of its own: " + e);
        }
        if (delivery instanceof Delivery.Later later) {
            tryAgain(now, later);
            return;
        }
        if (delivery instanceof Delivery.Never never) {
            drop(now.letter(), never.why());
        }
        goOn(now.place());
    }

    private void tryAgain(Attempt attempt, Delivery.Later later) {
        Duration pause = later.after().compareTo(attempt.pause()) > 0 ? later.after() : attempt.pause();
        if (clock.instant().plus(pause).isAfter(attempt.since().plus(PATIENCE))) {
            drop(attempt.letter(), later.why());
            goOn(attempt.place());
            return;
        }
        Attempt next = new Attempt(
                attempt.place(),
                attempt.letter(),
                attempt.since(),
                attempt.pause().multipliedBy(FACTOR));
        run(() -> attempt(next), pause);
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
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Dropped: " + why);
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
