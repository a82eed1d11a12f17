package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OutboxTest {
    private final Outbox outbox = new Outbox(50);

    @Test
    void small_writes_travel_together() throws Exception {
        outbox.write(new byte[] {1, 2});
        outbox.write(3);
        outbox.close();

        assertThat(outbox.take()).containsExactly(1, 2, 3);
        assertThat(outbox.take()).isEmpty();
        assertThat(outbox.hasFailed()).isFalse();
    }

    @Test
    void who_writes_more_than_anybody_takes_is_told_in_time_and_so_is_everybody_after() {
        assertThatThrownBy(() -> outbox.write(new byte[1_000_000])).isInstanceOf(SocketTimeoutException.class);
        assertThatThrownBy(() -> outbox.write(1)).hasMessage("nothing was taken within 50 ms");
    }

    @Test
    void waiting_for_room_can_be_interrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> outbox.write(new byte[1_000_000])).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void after_a_failure_nothing_is_sent() throws Exception {
        outbox.write(1);
        outbox.fail("the deploy agent edge-1 is gone");

        assertThat(outbox.take()).isEmpty();
        assertThat(outbox.hasFailed()).isTrue();
        assertThatThrownBy(() -> outbox.write(1)).hasMessage("the deploy agent edge-1 is gone");
    }
}
