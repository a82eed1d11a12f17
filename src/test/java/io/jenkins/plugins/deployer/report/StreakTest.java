package io.jenkins.plugins.deployer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.service.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreakTest {
    private static Optional<String> streak(Outcome now, Outcome... before) {
        List<Deployment> earlier = new ArrayList<>();
        Arrays.stream(before)
                .forEach(outcome -> earlier.add(Deployments.deployment("before " + earlier.size(), '1', outcome)));
        Deployment last = Deployments.deployment("now", '2', now);
        earlier.add(0, last);
        return Streak.of(earlier, last);
    }

    @Test
    void what_was_live_and_stays_so_is_no_news() {
        assertThat(streak(Outcome.LIVE)).isEmpty();
        assertThat(streak(Outcome.LIVE, Outcome.LIVE, Outcome.FAILED)).isEmpty();
        assertThat(streak(Outcome.UNCHANGED, Outcome.UNCHANGED)).isEmpty();
    }

    @Test
    void coming_back_is_counted() {
        assertThat(streak(Outcome.LIVE, Outcome.FAILED, Outcome.LIVE)).contains("back to live after 1 failure");
        assertThat(streak(Outcome.UNCHANGED, Outcome.FAILED, Outcome.ROLLED_BACK, Outcome.FAILED))
                .contains("back to live after 3 failures");
    }

    @Test
    void failing_again_is_counted_and_failing_is_said_anyway() {
        assertThat(streak(Outcome.ROLLED_BACK, Outcome.LIVE)).isEmpty();
        assertThat(streak(Outcome.FAILED, Outcome.ROLLED_BACK, Outcome.FAILED, Outcome.LIVE))
                .contains("failed 3 times in a row");
    }

    @Test
    void what_was_never_tried_does_not_count() {
        assertThat(streak(Outcome.LIVE, Outcome.REFUSED, Outcome.FAILED, Outcome.SUPERSEDED, Outcome.FAILED))
                .contains("back to live after 2 failures");
        assertThat(streak(Outcome.REFUSED, Outcome.FAILED)).isEmpty();
    }
}
