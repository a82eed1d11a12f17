package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChallengeTest {
    @Test
    void reads_what_docker_hub_says() {
        assertThat(Challenge.best(
                        List.of("Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\","
                                + "scope=\"repository:library/busybox:pull,push\"")))
                .contains(new Challenge.Bearer(
                        "https://auth.docker.io/token", "registry.docker.io", "repository:library/busybox:pull,push"));
    }

    @Test
    void reads_spaces_escapes_and_values_without_quotes() {
        assertThat(Challenge.best(List.of("bearer  Realm = \"https://a/\\\"b\\\"\" , service=tests")))
                .contains(new Challenge.Bearer("https://a/\"b\"", "tests", ""));
    }

    @Test
    void prefers_a_token_to_a_password_with_every_request() {
        assertThat(Challenge.best(List.of("Basic realm=\"x\"", "Bearer realm=\"https://a/\"")))
                .contains(new Challenge.Bearer("https://a/", "", ""));
        assertThat(Challenge.best(List.of("Negotiate", "Basic realm=\"x\""))).contains(new Challenge.Basic());
    }

    @Test
    void finds_nothing_in_what_it_does_not_know() {
        assertThat(Challenge.best(List.of())).isEmpty();
        assertThat(Challenge.best(List.of("", "Negotiate", "Bearer", "Bearer service=\"x\"")))
                .isEmpty();
    }
}
