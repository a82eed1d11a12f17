package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    @Timeout(30)
    void what_is_not_known_has_the_rules_read_again_and_is_worked_on_if_they_have_it_now() throws Exception {
        calls.know(List.of(WEB));
        calls.add("Demo/Api");

        assertThat(calls.take()).isEmpty();
        calls.know(List.of(WEB, API));

        assertThat(calls.take()).containsExactly(API);
    }

    @Test
    @Timeout(30)
    void rules_that_could_not_be_read_are_not_read_again_until_something_happens() throws Exception {
        calls.know(List.of(WEB));
        calls.add("demo/api");
        calls.take();

        calls.add("demo/web");
        assertThat(calls.take()).as("waits for that").containsExactly(WEB);
        calls.know(List.of(WEB, API));
        assertThat(calls.take()).as("is not forgotten").containsExactly(API);
    }

    @Test
    void what_is_not_known_takes_little_memory() {
        for (int i = 0; i < 10_000; i++) {
            calls.add("demo/" + i);
        }
        calls.know(IntStream.range(0, 10_000)
                .mapToObj(i -> RepositoryName.parse("demo/" + i))
                .toList());

        assertThat(taken()).hasSize(100);
    }

    private Set<RepositoryName> taken() {
        try {
            return calls.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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

        CompletableFuture<Set<RepositoryName>> next = CompletableFuture.supplyAsync(this::taken);
        calls.add("demo/web");

        assertThat(next.get(30, TimeUnit.SECONDS)).containsExactly(WEB);
    }
}
