package io.jenkins.plugins.deployer.jenkins.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.jenkins.courier.Courier;
import io.jenkins.plugins.deployer.jenkins.courier.LaterThreads;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Answer;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Request;
import io.jenkins.plugins.deployer.jenkins.courier.WebApi;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.service.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The message of a deployment, as it reaches Slack, and every way in which it does not. */
class SlackLetterTest {
    private static final Answer POSTED =
            Answer.of(200, "{\"ok\": true, \"channel\": \"C024\", \"ts\": \"1503435956.1\"}");

    private final ScriptedServer slack = new ScriptedServer();
    private final LaterThreads threads = new LaterThreads();
    private final Courier courier = new Courier(threads, threads);
    private final List<String> log = new ArrayList<>();
    private SlackAccount account = new SlackAccount.Bot(slack.address().resolve("/api/"), "xoxb-1");
    private WebApi web = ScriptedServer.client();
    private Optional<String> kept = Optional.empty();
    private Optional<Deployment> ended = Optional.empty();
    private Optional<String> streak = Optional.empty();
    private Deployment.Cause cause = Deployment.Cause.PUSH;

    private final class Told implements SlackLetter.Subject {
        @Override
        public News now() {
            return new News(
                    Deployments.BUILDER,
                    cause,
                    Optional.of(Deployments.commit('1')),
                    Optional.of(URI.create("https://github.com/ocurrent/x/commit/" + Deployments.commit('1'))),
                    "org » x » live #12",
                    Optional.of(URI.create("https://ci.example.org/job/x/12/")),
                    ended,
                    streak);
        }

        @Override
        public String channel() {
            return "#deployments";
        }

        @Override
        public SlackAccount account() {
            return account;
        }

        @Override
        public Optional<String> recall() {
            return kept;
        }

        @Override
        public void keep(String what) {
            kept = Optional.of(what);
        }

        @Override
        public void say(String line) {
            log.add(line);
        }
    }

    @AfterEach
    void stop() {
        slack.close();
    }

    private void tell() {
        courier.send("slack", new SlackLetter(web, new Told()));
        threads.finish();
    }

    private void ends(Outcome outcome) {
        ended = Optional.of(Deployments.deployment("1", '1', outcome));
        tell();
    }

    private List<String> paths() {
        return slack.requests().stream().map(Request::path).toList();
    }

    private JsonNode body(int request) {
        return slack.requests().get(request).body();
    }

    @Test
    void a_bot_posts_when_it_begins_and_changes_that_when_it_has_ended() {
        slack.answer(POSTED, POSTED);

        tell();
        tell();
        ends(Outcome.LIVE);
        tell();

        assertThat(paths()).containsExactly("/api/chat.postMessage", "/api/chat.update");
        assertThat(slack.requests()).extracting(Request::authorization).containsOnly("Bearer xoxb-1");
        assertThat(body(0))
                .hasToString("{\"text\":\"Deploy <https://github.com/ocurrent/x/commit/" + Deployments.commit('1')
                        + "|1111111111> as base-images_builder@toxis: *deploying…* · "
                        + "<https://ci.example.org/job/x/12/|org » x » live #12>\","
                        + "\"unfurl_links\":false,\"unfurl_media\":false,\"channel\":\"#deployments\"}");
        assertThat(body(1).path("channel").asText()).isEqualTo("C024");
        assertThat(body(1).path("ts").asText()).isEqualTo("1503435956.1");
        assertThat(body(1).path("text").asText()).contains("as base-images_builder@toxis: *live* · ");
        assertThat(body(1).path("attachments").path(0))
                .hasToString("{\"color\":\"good\",\"text\":\"base-images_builder@toxis is live\\n"
                        + "Users saw: 68 ms, 0 of 214 requests failed\\n"
                        + "<https://images.ci.ocaml.org|https://images.ci.ocaml.org>\","
                        + "\"fallback\":\"base-images_builder@toxis is live\\n"
                        + "Users saw: 68 ms, 0 of 214 requests failed\\n"
                        + "<https://images.ci.ocaml.org|https://images.ci.ocaml.org>\",\"mrkdwn_in\":[\"text\"]}");
        assertThat(log).isEmpty();
    }

    @Test
    void a_webhook_posts_once_at_the_end() {
        account = new SlackAccount.Hook(slack.address().resolve("/services/T0/B0/secret"));
        slack.otherwise(200, "ok");

        tell();
        streak = Optional.of("failed 2 times in a row");
        ends(Outcome.ROLLED_BACK);
        tell();

        assertThat(paths()).containsExactly("/services/T0/B0/secret");
        assertThat(body(0).path("text").asText()).contains(": *rolled back* (failed 2 times in a row) · ");
        assertThat(body(0).path("attachments").path(0).path("color").asText()).isEqualTo("danger");
        assertThat(log).isEmpty();
    }

    @Test
    void a_message_that_somebody_removed_is_posted_again() {
        kept = Optional.of("begun C024 1503435956.1");
        slack.answer(Answer.of(200, "{\"ok\": false, \"error\": \"message_not_found\"}"), POSTED);

        ends(Outcome.LIVE);

        assertThat(paths()).containsExactly("/api/chat.update", "/api/chat.postMessage");
        assertThat(kept).contains("ended C024 1503435956.1");
    }

    @Test
    void a_roll_back_is_called_so() {
        cause = Deployment.Cause.ROLL_BACK;
        slack.answer(POSTED);

        ends(Outcome.LIVE);

        assertThat(body(0).path("text").asText()).startsWith("Roll back to <https://github.com/");
    }

    @Test
    void the_next_process_knows_what_was_told_and_what_was_given_up() {
        slack.answer(POSTED).otherwise(500, "");
        tell();
        assertThat(SlackLetter.hasToldEnd(kept)).isFalse();
        ends(Outcome.LIVE);

        assertThat(log).hasSize(1);
        assertThat(SlackLetter.hasToldEnd(kept)).isTrue();
    }

    @Test
    void nothing_of_a_deployment_becomes_markup() {
        slack.answer(POSTED);
        streak = Optional.empty();
        Deployment live = Deployments.deployment("1", '1', Outcome.FAILED);
        ended = Optional.of(new Deployment(
                live.id(),
                live.service(),
                live.cause(),
                live.origin(),
                live.image(),
                live.digest(),
                live.previous(),
                live.restored(),
                live.outcome(),
                true,
                "<!channel> said & did <https://evil.example|this>",
                live.started(),
                live.finished(),
                Optional.empty(),
                live.url(),
                live.rules()));
        tell();

        assertThat(body(0).path("attachments").path(0).path("text").asText())
                .isEqualTo("&lt;!channel&gt; said &amp; did &lt;https://evil.example|this&gt;");
    }

    @ParameterizedTest
    @CsvSource({"500, ''", "503, '{}'", "200, '{\"ok\": false, \"error\": \"internal_error\"}'"})
    void a_server_in_trouble_is_asked_again(int status, String body) {
        slack.answer(Answer.of(status, body), POSTED);

        ends(Outcome.LIVE);

        assertThat(slack.requests()).hasSize(2);
        assertThat(log).isEmpty();
    }

    @Test
    void slacks_limit_is_waited_for() {
        Instant start = threads.instant();
        slack.answer(
                Answer.of(429, "{\"ok\": false, \"error\": \"ratelimited\"}").with("Retry-After", "90"), POSTED);

        ends(Outcome.LIVE);

        assertThat(Duration.between(start, threads.instant())).isEqualTo(Duration.ofSeconds(90));
        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "channel_not_found, invite the bot to the channel",
        "invalid_auth, is not accepted",
        "missing_scope, chat:write",
        "something_new, something_new"
    })
    void what_cannot_be_is_said_in_one_line(String error, String line) {
        slack.otherwise(200, "{\"ok\": false, \"error\": \"" + error + "\"}");

        ends(Outcome.LIVE);

        assertThat(slack.requests()).hasSize(1);
        assertThat(log)
                .singleElement()
                .asString()
                .startsWith("Slack's #deployments was not told of the deployment of base-images_builder@toxis: ")
                .contains(line);
    }

    @ParameterizedTest
    @CsvSource({"401", "403", "404", "422"})
    void a_webhook_that_is_not_there_is_said_in_one_line_without_its_secret(int status) {
        account = new SlackAccount.Hook(slack.address().resolve("/services/T0/B0/secret"));
        slack.otherwise(status, "no_team");

        ends(Outcome.LIVE);

        assertThat(slack.requests()).hasSize(1);
        assertThat(log)
                .singleElement()
                .asString()
                .contains("Slack answered " + status)
                .doesNotContain("secret");
    }

    @Test
    void a_webhook_that_cannot_be_asked_is_said_in_one_line_without_its_secret() {
        account = new SlackAccount.Hook(URI.create("hooks.example/services/secret"));

        ends(Outcome.LIVE);

        assertThat(log).singleElement().asString().contains("cannot be asked").doesNotContain("secret");
    }

    @Test
    void a_message_that_may_have_arrived_is_not_posted_twice() {
        web = ScriptedServer.impatient();
        slack.answer(Answer.never(), Answer.of(200, "{\"ok\": tr"));

        tell();
        assertThat(log).isEmpty();
        ends(Outcome.LIVE);

        assertThat(slack.requests()).hasSize(2);
        assertThat(log).singleElement().asString().contains("it may have arrived");
    }

    @Test
    void a_change_is_tried_again_as_it_does_no_harm() {
        kept = Optional.of("begun C024 1503435956.1");
        web = ScriptedServer.impatient();
        slack.answer(Answer.never(), Answer.broken(200, "{\"ok\":"), POSTED);

        ends(Outcome.LIVE);

        assertThat(paths()).containsExactly("/api/chat.update", "/api/chat.update", "/api/chat.update");
        assertThat(log).isEmpty();
    }

    @Test
    void the_address_is_that_of_the_slack_plugin() {
        assertThat(SlackAccount.of(true, Optional.of("https://mattermost.example/hooks"), Optional.of("team"), "t"))
                .isEqualTo(new SlackAccount.Bot(URI.create("https://slack.com/api/"), "t"));
        assertThat(SlackAccount.of(false, Optional.of("https://mattermost.example/hooks"), Optional.of("team"), "t"))
                .isEqualTo(new SlackAccount.Hook(URI.create("https://mattermost.example/hooks/t")));
        assertThat(SlackAccount.of(false, Optional.empty(), Optional.of("team"), "t"))
                .isEqualTo(
                        new SlackAccount.Hook(URI.create("https://team.slack.com/services/hooks/jenkins-ci?token=t")));
    }

    @Test
    void an_address_that_is_none_costs_one_line_without_its_secret() {
        assertThatThrownBy(() -> SlackAccount.of(false, Optional.of("https://a b/"), Optional.empty(), "secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
