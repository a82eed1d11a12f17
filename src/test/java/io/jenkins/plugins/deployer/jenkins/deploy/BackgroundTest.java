package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundTest {
    private final Background background = new Background(1, Thread::new);
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        background.close();
    }

    @Test
    void what_is_given_too_early_is_done_once_it_is_open_and_in_its_order() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        background.submit(() -> done.add("first"));
        background.submit(() -> done.add("second"));
        assertThat(done).isEmpty();

        background.open();
        background.submit(last::countDown);

        assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void what_is_given_after_its_end_is_forgotten() {
        background.submit(() -> done.add("early"));
        background.close();
        background.open();

        background.submit(() -> done.add("late"));

        assertThat(background.isClosed()).isTrue();
        assertThat(done).isEmpty();
    }
}
