package io.jenkins.plugins.deployer.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GapTest {
    private static final Instant START = Instant.parse("2026-05-03T10:00:00Z");

    @Test
    void the_time_between_good_answers_is_the_gap() {
        Gap gap = Gap.NONE
                .good(START)
                .bad(START.plusMillis(50), "it answered 503")
                .good(START.plusMillis(120));

        assertThat(gap.label()).isEqualTo("120 ms, 1 of 3 requests failed");
    }

    @Test
    void a_time_in_which_nobody_asked_is_no_gap() {
        Gap gap = Gap.NONE.good(START).good(START.plusMillis(50)).resumed().good(START.plusSeconds(600));

        assertThat(gap.longest()).isEqualTo(Duration.ofMillis(50));
        assertThat(gap.isGoodSince(START.plusSeconds(1))).isTrue();
    }

    @Test
    void nobody_is_told_that_a_time_without_a_question_was_none() {
        Gap gap = Gap.NONE.unwatchedFor(Duration.ofSeconds(63)).good(START).good(START.plusMillis(50));

        assertThat(gap.label())
                .isEqualTo("50 ms, 0 of 2 requests failed, not counting 63.0 s in which the deployer was away");
    }
}
