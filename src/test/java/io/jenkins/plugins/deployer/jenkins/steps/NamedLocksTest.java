package io.jenkins.plugins.deployer.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class NamedLocksTest {
    private final NamedLocks locks = new NamedLocks();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void one_at_a_time_has_a_name_and_none_is_remembered() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String name = "name" + i % 2;
            all.add(threads.submit(() -> {
                try (NamedLocks.Held held = locks.take(name)) {
                    return name.equals("name0") ? inside.incrementAndGet() - inside.getAndDecrement() : 0;
                }
            }));
        }
        for (Future<Integer> one : all) {
            assertThat(one.get(1, TimeUnit.MINUTES)).isZero();
        }
        assertThat(locks.size()).isZero();
    }

    @Test
    void names_have_nothing_to_do_with_each_other() throws Exception {
        try (NamedLocks.Held one = locks.take("one");
                NamedLocks.Held other = locks.take("other")) {
            assertThat(locks.size()).isEqualTo(2);
        }
    }

    @Test
    void who_waits_can_be_interrupted() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (NamedLocks.Held held = locks.take("name")) {
            Future<?> waiter = threads.submit(() -> {
                waiting.countDown();
                return locks.take("name");
            });
            waiting.await();
            waiter.cancel(true);
            assertThatThrownBy(waiter::get).isInstanceOf(CancellationException.class);
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(locks.size()).isZero();
    }
}
