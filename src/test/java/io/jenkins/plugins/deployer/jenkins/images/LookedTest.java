package io.jenkins.plugins.deployer.jenkins.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.report.Deployments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookedTest {
    private static final Instant NOON = Deployments.NOON;
    private static final String ONE = Deployments.digest('1');
    private static final String TWO = Deployments.digest('2');
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void the_next_look_is_within_the_period_and_not_that_of_all_others() {
        Looked looked = Looked.found(ONE, NOON, Optional.empty(), false);
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            times.add(looked.next("image" + i, WEEK, false));
        }

        assertThat(times).allSatisfy(time -> assertThat(time)
                .isBetween(NOON.plus(WEEK.multipliedBy(9).dividedBy(10)), NOON.plus(WEEK)));
        assertThat(times.stream().distinct().count()).isGreaterThan(20);
    }

    @Test
    void what_does_not_come_to_run_is_looked_at_ever_less_often_but_within_the_period() {
        Looked looked = Looked.found(ONE, NOON, Optional.empty(), false);

        assertThat(looked.next("web", WEEK, true)).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        Looked again = Looked.found(ONE, NOON, Optional.of(looked), true);
        assertThat(again.next("web", WEEK, true)).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        for (int i = 0; i < 100; i++) {
            again = Looked.found(ONE, NOON, Optional.of(again), true);
        }
        assertThat(again.next("web", WEEK, true)).isEqualTo(again.next("web", WEEK, false));
        assertThat(Looked.found(ONE, NOON, Optional.of(again), false).next("web", WEEK, true))
                .as("once it ran")
                .isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        assertThat(looked.next("web", Duration.ofSeconds(30), true)).isBeforeOrEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void a_registry_that_does_not_answer_is_asked_again_and_what_was_known_stays() {
        Looked looked = Looked.found(ONE, NOON, Optional.empty(), false).triedAt(NOON);
        Looked failed = Looked.failed("no answer", NOON.plusSeconds(60), Optional.of(looked));

        assertThat(failed.digest()).contains(ONE);
        assertThat(failed.moved()).isEqualTo(NOON);
        assertThat(failed.tried()).contains(NOON);
        assertThat(failed.next("web", WEEK, false))
                .isEqualTo(NOON.plusSeconds(60).plus(Duration.ofMinutes(10)));
        assertThat(failed.isUntried()).isFalse();
        assertThat(Looked.found(ONE, NOON.plusSeconds(99), Optional.of(failed), false)
                        .trouble())
                .isEmpty();
    }

    @Test
    void a_tag_that_moves_is_something_new() {
        Looked looked = Looked.found(ONE, NOON, Optional.empty(), false).triedAt(NOON.plusSeconds(1));

        assertThat(looked.isUntried()).isFalse();
        Looked same = Looked.found(ONE, NOON.plusSeconds(60), Optional.of(looked), false);
        assertThat(same.moved()).isEqualTo(NOON);
        assertThat(same.isUntried())
                .as("it may be tried once more after each look")
                .isTrue();
        Looked moved = Looked.found(TWO, NOON.plusSeconds(60), Optional.of(looked), true);
        assertThat(moved.moved()).isEqualTo(NOON.plusSeconds(60));
        assertThat(moved.tried()).isEmpty();
        assertThat(moved.failures()).isZero();
    }

    @Test
    void it_is_read_as_it_was_written_and_what_is_damaged_is_nothing() {
        Looked looked = Looked.found(ONE, NOON, Optional.empty(), false).triedAt(NOON.plusSeconds(1));
        Looked failed = Looked.failed("why", NOON.plusSeconds(2), Optional.of(looked));

        assertThat(Looked.fromJson(looked.toJson())).contains(looked);
        assertThat(Looked.fromJson(failed.toJson())).contains(failed);
        assertThat(Looked.fromJson(looked.toJson().put("at", "yesterday"))).isEmpty();
    }
}
