package io.jenkins.plugins.deployer.jenkins.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CourierTest {
    private static final Delivery BUSY = new Delivery.Later("busy", Duration.ZERO);

    private final LaterThreads threads = new LaterThreads();
    private final Courier courier = new Courier(threads, threads);
    private final List<String> seen = new ArrayList<>();

    private final class Note implements Letter {
        private final String text;
        private final Deque<Delivery> answers;

        Note(String text, Delivery... answers) {
            this.text = text;
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public Delivery deliver() {
            seen.add(text);
            return answers.size() > 1 ? answers.pop() : answers.peek();
        }

        @Override
        public void dropped(String why) {
            seen.add(text + " dropped: " + why);
        }
    }

    /** Faults are logged with their whole stack, which here is no news. */
    private final Logger logger = Logger.getLogger(Courier.class.getName());

    @BeforeEach
    void keepQuiet() {
        logger.setUseParentHandlers(false);
    }

    private Duration passed(Instant since) {
        return Duration.between(since, threads.instant());
    }

    @Test
    void a_letter_arrives_once() {
        courier.send("here", new Note("one", Delivery.done()));
        threads.finish();
        courier.send("here", new Note("two", Delivery.done()));
        threads.finish();

        assertThat(seen).containsExactly("one", "two");
    }

    @Test
    void a_newer_letter_takes_the_place_of_one_that_waits() {
        courier.send("here", new Note("one", Delivery.done()));
        courier.send("here", new Note("two", Delivery.done()));
        courier.send("there", new Note("other", Delivery.done()));
        courier.send("here", new Note("three", Delivery.done()));
        threads.finish();

        assertThat(seen).containsExactlyInAnyOrder("other", "three");
    }

    @Test
    void a_newer_letter_is_delivered_instead_of_trying_again() {
        courier.send("here", new Note("one", BUSY));
        threads.doNow();
        courier.send("here", new Note("two", Delivery.done()));
        threads.finish();

        assertThat(seen).containsExactly("one", "two");
    }

    @Test
    void what_cannot_arrive_is_tried_for_minutes_less_and_less_often_and_dropped() {
        Instant start = threads.instant();
        courier.send("here", new Note("one", BUSY));
        threads.finish();

        assertThat(seen).hasSizeBetween(8, 16).endsWith("one", "one dropped: busy");
        assertThat(passed(start)).isEqualTo(Courier.PATIENCE);
    }

    @Test
    void who_is_away_for_nine_minutes_is_told() {
        Instant back = threads.instant().plus(Duration.ofMinutes(9));
        courier.send("here", new Letter() {
            @Override
            public Delivery deliver() {
                seen.add(threads.instant().isBefore(back) ? "away" : "told");
                return threads.instant().isBefore(back) ? BUSY : Delivery.done();
            }

            @Override
            public void dropped(String why) {
                seen.add("dropped");
            }
        });
        threads.finish();

        assertThat(seen).endsWith("away", "told");
        assertThat(passed(back)).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void the_other_side_may_ask_for_a_pause() {
        Instant start = threads.instant();
        courier.send("here", new Note("one", new Delivery.Later("limited", Duration.ofMinutes(4)), Delivery.done()));
        threads.finish();

        assertThat(seen).containsExactly("one", "one");
        assertThat(passed(start)).isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void a_pause_that_is_too_long_is_not_waited_for() {
        courier.send("here", new Note("one", new Delivery.Later("limited for an hour", Duration.ofHours(1))));
        threads.finish();

        assertThat(seen).containsExactly("one", "one dropped: limited for an hour");
    }

    @Test
    void what_never_arrives_is_dropped_at_once_and_the_next_goes_on() {
        courier.send("here", new Note("one", new Delivery.Never("forbidden")));
        threads.doNow();
        courier.send("here", new Note("two", Delivery.done()));
        threads.finish();

        assertThat(seen).containsExactly("one", "one dropped: forbidden", "two");
    }

    /** A letter whose delivery is a fault, and whose end is one. */
    private void sendFault(Supplier<Error> fault) {
        courier.send("here", new Letter() {
            @Override
            public Delivery deliver() {
                throw fault.get();
            }

            @Override
            public void dropped(String why) {
                seen.add(why);
                throw fault.get();
            }
        });
    }

    @Test
    void an_error_is_no_end() {
        sendFault(() -> new OutOfMemoryError("secret"));
        threads.finish();
        courier.send("here", new Note("two", Delivery.done()));
        threads.finish();

        assertThat(seen).hasSize(2).endsWith("two");
        assertThat(seen.get(0)).contains("java.lang.OutOfMemoryError").doesNotContain("secret");
    }

    @Test
    void a_fault_is_no_end_and_its_message_is_told_to_nobody() {
        List<String> logged = new ArrayList<>();
        Handler handler = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord line) {
                logged.add(line.getMessage() + " " + line.getThrown());
            }
        };
        logger.addHandler(handler);
        courier.send("here", new Letter() {
            @Override
            public Delivery deliver() {
                throw new IllegalStateException("secret");
            }

            @Override
            public void dropped(String why) {
                seen.add(why);
                throw new IllegalStateException("secret");
            }
        });
        threads.finish();
        courier.send("here", new Note("two", Delivery.done()));
        threads.finish();

        logger.removeHandler(handler);
        assertThat(seen)
                .containsExactly(
                        "the deployer met a fault of its own, java.lang.IllegalStateException; the controller's log"
                                + " says where",
                        "two");
        assertThat(logged).hasSize(2).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void too_many_places_are_too_many() {
        for (int i = 0; i < 2001; i++) {
            courier.send("place " + i, new Note("one", Delivery.done()));
        }

        assertThat(seen).containsExactly("one dropped: 2000 others wait to be told already");
    }

    @Test
    void after_the_end_nothing_is_sent() {
        courier.send("here", new Note("one", Delivery.done()));
        courier.close();
        courier.send("there", new Note("two", Delivery.done()));
        threads.finish();

        assertThat(seen).isEmpty();
    }
}
