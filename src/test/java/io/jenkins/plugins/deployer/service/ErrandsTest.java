package io.jenkins.plugins.deployer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ErrandsTest {
    private static final Errands.Which ONE = new Errands.Which("www@robur", "1", "change");
    private static final Errands.Which OTHER = new Errands.Which("www@robur", "2", "change");

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Errands errands = new Errands(waiting::add);

    @Test
    void an_errand_is_begun_once_and_its_end_said_once() throws Exception {
        assertThat(look(ONE, "first")).isEmpty();
        assertThat(look(ONE, "second")).isEmpty();
        assertThat(errands.isUnderWay(ONE)).isTrue();

        waiting.remove().run();

        assertThat(look(ONE, "third")).contains("first");
        assertThat(errands.isUnderWay(ONE)).isFalse();
        assertThat(waiting).isEmpty();
    }

    @Test
    void another_errand_of_the_subject_begins_only_once_the_one_before_has_ended() throws Exception {
        look(ONE, "one");
        errands.stop("www@robur", "1");

        assertThat(errands.isUnderWay(ONE)).isFalse();
        assertThat(errands.isIdle()).isFalse();
        assertThat(errands.isBusy("www@robur")).isTrue();
        assertThat(look(OTHER, "other")).isEmpty();
        assertThat(waiting).hasSize(1);

        waiting.remove().run();
        assertThat(errands.isIdle()).isTrue();
        assertThat(errands.isBusy("www@robur")).isFalse();
        assertThat(look(OTHER, "other")).isEmpty();
        waiting.remove().run();
        assertThat(look(OTHER, "other")).contains("other");
    }

    @Test
    void one_that_was_stopped_can_be_begun_anew() throws Exception {
        look(ONE, "one");
        errands.stop("www@robur", "1");
        waiting.remove().run();

        assertThat(look(ONE, "again")).isEmpty();
        waiting.remove().run();
        assertThat(look(ONE, "again")).contains("again");
    }

    @Test
    void what_it_failed_with_is_said_once() throws Exception {
        Errands.Which which = ONE;
        errands.look(
                which,
                () -> {
                    throw new IOException("no route");
                },
                Duration.ZERO);
        waiting.remove().run();

        assertThatThrownBy(() -> look(which, "again")).hasMessage("no route");
        assertThat(look(which, "again")).isEmpty();
    }

    private Optional<String> look(Errands.Which which, String result) throws IOException, InterruptedException {
        return errands.look(which, () -> result, Duration.ZERO);
    }
}
