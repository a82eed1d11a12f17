package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallsTest {
    private static final RepositoryName WEB = RepositoryName.parse("demo/web");
    private static final RepositoryName API = RepositoryName.parse("demo/api");

    private final Calls calls = new Calls();

    @Test
    void many_calls_for_one_repository_are_one() throws Exception {
        calls.know(List.of(WEB, API));
        for (int i = 0; i < 100; i++) {
            assertThat(calls.add("demo/web")).isTrue();
        }
        calls.add("demo/api");

        assertThat(calls.take()).containsExactly(WEB, API);
    }

    @Test
    void what_is_not_known_is_of_no_interest() {
        calls.know(List.of(WEB));

        assertThat(calls.add("demo/api")).isFalse();
        assertThat(calls.add("")).isFalse();
    }

    @Test
    void forges_do_not_care_about_case() throws Exception {
        calls.know(List.of(WEB));

        assertThat(calls.add("Demo/Web")).isTrue();
        assertThat(calls.take()).containsExactly(WEB);
    }

    @Test
    void a_call_during_the_work_is_worked_on_afterwards() throws Exception {
        calls.know(List.of(WEB));
        calls.add("demo/web");
        calls.take();

        CompletableFuture<Set<RepositoryName>> next = CompletableFuture.supplyAsync(() -> {
            try {
                return calls.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        calls.add("demo/web");

        assertThat(next.get(30, TimeUnit.SECONDS)).containsExactly(WEB);
    }
}
