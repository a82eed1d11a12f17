package io.jenkins.plugins.deployer.jenkins.courier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebApiTest {
    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private WebAnswer send(URI address) throws InterruptedException {
        return ScriptedServer.impatient()
                .send(
                        "POST",
                        address,
                        Map.of("Authorization", "Bearer secret"),
                        JsonNodeFactory.instance.objectNode().put("text", "żółć"));
    }

    private WebAnswer.Answered answered() throws InterruptedException {
        return (WebAnswer.Answered) send(server.address().resolve("/a/b"));
    }

    private WebAnswer.Silence silence(URI address) throws InterruptedException {
        return (WebAnswer.Silence) send(address);
    }

    @Test
    void json_goes_there_and_comes_back() throws Exception {
        server.answer(Answer.of(201, "{\"id\": 7}").with("Retry-After", "12"));

        WebAnswer.Answered answer = answered();

        assertThat(answer.isGood()).isTrue();
        assertThat(answer.text("id")).contains("7");
        assertThat(answer.text("name")).isEmpty();
        assertThat(answer.retryAfter()).contains(Duration.ofSeconds(12));
        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/a/b");
            assertThat(request.authorization()).isEqualTo("Bearer secret");
            assertThat(request.body().path("text").asText()).isEqualTo("żółć");
        });
    }

    @Test
    void what_is_no_json_is_no_body() throws Exception {
        server.answer(Answer.of(502, "<html>"), Answer.of(200, ""), Answer.of(200, "{\"id\": 7, \"na"));

        assertThat(answered().isGood()).isFalse();
        assertThat(answered().body()).isEmpty();
        assertThat(answered().body()).isEmpty();
    }

    @Test
    void nobody_follows_a_redirect_with_credentials() throws Exception {
        server.answer(Answer.of(307, "").with("Location", server.address() + "/elsewhere"));

        assertThat(answered().status()).isEqualTo(307);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void an_answer_that_does_not_come_or_breaks_off_may_have_arrived() throws Exception {
        server.answer(Answer.never(), Answer.broken(201, "{\"id\": "));

        assertThat(silence(server.address())).isEqualTo(new WebAnswer.Silence("no answer within 3000 ms", true));
        assertThat(silence(server.address()).mayHaveArrived()).isTrue();
    }

    @Test
    void an_answer_that_is_too_long_is_not_read() throws Exception {
        String longest = "\"" + "x".repeat(WebApi.LONGEST - 2) + "\"";
        server.answer(Answer.of(200, longest), Answer.of(502, longest + " "));

        assertThat(answered().body()).isPresent();
        WebAnswer.Answered tooLong = answered();
        assertThat(tooLong.status()).isEqualTo(502);
        assertThat(tooLong.body()).isEmpty();
    }

    @Test
    void what_cannot_be_sent_is_said_without_what_it_is() throws Exception {
        WebAnswer token = ScriptedServer.impatient()
                .send(
                        "POST",
                        server.address(),
                        Map.of("Authorization", "Bearer secret\n"),
                        JsonNodeFactory.instance.objectNode());

        assertThat(token).isInstanceOf(WebAnswer.Unsendable.class);
        assertThat(token.toString()).doesNotContain("secret");
        assertThat(send(URI.create("hooks.example/secret"))).isEqualTo(token);
        assertThat(send(URI.create("file:///secret"))).isEqualTo(token);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void nobody_at_all_is_nobody() throws Exception {
        server.close();

        assertThat(silence(server.address()).mayHaveArrived()).isFalse();
        assertThat(silence(URI.create("http://no.such.host.invalid/")).mayHaveArrived())
                .isFalse();
    }
}
