package io.jenkins.plugins.deployer.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class RollOutsTest {
    @Test
    void a_roll_out_that_waits_when_all_are_stopped_is_given_back_as_it_is()
            throws InterruptedException, ExecutionException, TimeoutException {
        SimulatedWorld world = new SimulatedWorld(1);
        world.swarm.stop();
        CountDownLatch waits = new CountDownLatch(10);
        CompletableFuture<RollOut> end;
        try (RollOuts rollOuts = new RollOuts(world.machine(), counting(waits), 1)) {
            end = rollOuts.drive(RollOut.begin(world.request())).end();
            assertThat(waits.await(1, TimeUnit.MINUTES)).isTrue();
        }

        assertThat(end.get(1, TimeUnit.MINUTES).isEnded()).isFalse();
    }

    private static RollOuts.Diary counting(CountDownLatch saves) {
        return new RollOuts.Diary() {
            @Override
            public void save(RollOut state) {
                saves.countDown();
            }

            @Override
            public void log(ServiceRequest request, String line) {}
        };
    }
}
