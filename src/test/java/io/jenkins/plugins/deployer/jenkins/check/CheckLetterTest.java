package io.jenkins.plugins.deployer.jenkins.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.courier.Courier;
import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import io.jenkins.plugins.deployer.jenkins.courier.LaterThreads;
import io.jenkins.plugins.deployer.report.Check;
import io.jenkins.plugins.deployer.report.Check.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckLetterTest {
    private final LaterThreads threads = new LaterThreads();
    private final Courier courier = new Courier(threads, threads);
    private final List<Status> shown = new ArrayList<>();
    private Delivery answer = Delivery.done();

    private final Subjects run = new Subjects(Optional.of(new Board() {
        @Override
        public Delivery show(Shown check, Memory memory) {
            shown.add(check.check().status());
            memory.keep("7");
            return answer;
        }

        @Override
        public Optional<String> remark() {
            return Optional.of("is shown in part");
        }
    }));

    private void becomes(Status status) {
        run.check = Subjects.check(status);
        courier.send("check", run.letter());
    }

    @Test
    void a_check_is_told_three_times_however_often_it_changes() {
        for (Status status : List.of(
                Status.QUEUED,
                Status.QUEUED,
                Status.IN_PROGRESS,
                Status.IN_PROGRESS,
                Status.IN_PROGRESS,
                Status.SUCCESS,
                Status.SUCCESS)) {
            becomes(status);
            threads.finish();
        }

        assertThat(shown).containsExactly(Status.QUEUED, Status.IN_PROGRESS, Status.SUCCESS);
        assertThat(run.log).containsExactly("The check \"deployability\" is shown in part");
    }

    @Test
    void a_check_never_goes_back() {
        for (Status status : List.of(
                Status.QUEUED,
                Status.IN_PROGRESS,
                Status.QUEUED,
                Status.IN_PROGRESS,
                Status.FAILURE,
                Status.IN_PROGRESS,
                Status.QUEUED)) {
            becomes(status);
            threads.finish();
        }

        assertThat(shown).containsExactly(Status.QUEUED, Status.IN_PROGRESS, Status.FAILURE);
        assertThat(run.hasToldEnd()).isTrue();
    }

    @Test
    void what_is_true_when_it_is_told_counts() {
        becomes(Status.QUEUED);
        run.check = Subjects.check(Status.FAILURE);
        threads.finish();

        assertThat(shown).containsExactly(Status.FAILURE);
    }

    @Test
    void a_run_goes_on_after_a_restart_with_what_it_remembers() {
        becomes(Status.IN_PROGRESS);
        threads.finish();
        Subjects restarted = new Subjects(Optional.of(new Board() {
            @Override
            public Delivery show(Shown check, Memory memory) {
                assertThat(memory.recall()).contains("7");
                shown.add(check.check().status());
                return Delivery.done();
            }
        }));
        restarted.kept.putAll(run.kept);
        restarted.check = Subjects.check(Status.IN_PROGRESS);
        courier.send("check", restarted.letter());
        threads.finish();
        restarted.check = Subjects.check(Status.SUCCESS);
        courier.send("check", restarted.letter());
        threads.finish();

        assertThat(shown).containsExactly(Status.IN_PROGRESS, Status.SUCCESS);
    }

    @Test
    void what_could_not_be_shown_is_said_once() {
        answer = new Delivery.Later("GitHub answered 502", Duration.ZERO);
        becomes(Status.SUCCESS);
        threads.finish();

        assertThat(run.log)
                .containsExactly(
                        "The check \"deployability\" is shown in part",
                        "The check \"deployability\" could not be shown as it is now: GitHub answered 502");
        assertThat(run.kept).doesNotContainValue("SUCCESS");
    }

    @Test
    void a_later_process_has_nothing_to_tell_once_the_end_was_shown() {
        assertThat(run.hasToldEnd()).isFalse();
        becomes(Status.IN_PROGRESS);
        threads.finish();
        assertThat(run.hasToldEnd()).isFalse();
        becomes(Status.SUCCESS);
        threads.finish();
        assertThat(run.hasToldEnd()).isTrue();
    }

    @Test
    void a_later_process_has_nothing_to_tell_once_the_end_was_given_up() {
        answer = new Delivery.Never("forbidden");
        becomes(Status.QUEUED);
        threads.finish();
        assertThat(run.hasToldEnd()).isFalse();
        answer = new Delivery.Later("GitHub answered 502", Duration.ZERO);
        becomes(Status.SUCCESS);
        threads.doNow();
        assertThat(run.hasToldEnd()).isFalse();
        threads.finish();
        assertThat(run.hasToldEnd()).isTrue();
    }

    @Test
    void an_end_that_was_given_up_is_not_tried_again() {
        answer = new Delivery.Never("forbidden");
        for (Status status : List.of(Status.SUCCESS, Status.SUCCESS)) {
            becomes(status);
            threads.finish();
        }

        assertThat(shown).hasSize(1);
        assertThat(run.log).hasSize(2);
    }

    @Test
    void no_board_is_one_line() {
        Subjects alone = new Subjects(Optional.empty());
        for (Status status : List.of(Status.QUEUED, Status.SUCCESS)) {
            alone.check = new Check(status, "", "", false);
            courier.send("check", alone.letter());
            threads.finish();
        }

        assertThat(alone.log).singleElement().asString().contains("is shown nowhere");
        assertThat(alone.hasToldEnd()).isTrue();
    }
}
