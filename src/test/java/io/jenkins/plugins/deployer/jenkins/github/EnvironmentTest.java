package io.jenkins.plugins.deployer.jenkins.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.courier.Courier;
import io.jenkins.plugins.deployer.jenkins.courier.LaterThreads;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Answer;
import io.jenkins.plugins.deployer.jenkins.courier.WebApi;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Outcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GitHub shows as live of one service. */
class EnvironmentTest {
    private static final Answer MADE = Answer.of(201, "{\"id\": 99}");

    private final ScriptedServer gitHub = new ScriptedServer();
    private final LaterThreads threads = new LaterThreads();
    private final Courier courier = new Courier(threads, threads);
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> kept = new HashMap<>();
    private final List<Deployment> history = new ArrayList<>();
    private WebApi web = ScriptedServer.client();
    private ServiceOnHost service = Deployments.BUILDER;
    private boolean isKnown = true;

    private final class Service implements Environment.Subject {
        @Override
        public ServiceOnHost service() {
            return service;
        }

        @Override
        public List<Deployment> history() {
            return List.copyOf(history);
        }

        @Override
        public Optional<GitHubApi> repository(Deployment deployment) {
            return isKnown
                    ? Optional.of(new GitHubApi(web, threads, gitHub.address(), "ocurrent/x", () -> "Bearer t"))
                    : Optional.empty();
        }

        @Override
        public Optional<URI> log(Deployment deployment) {
            return Optional.of(URI.create("https://ci.example.org/12/"));
        }

        @Override
        public Optional<Mark> recall(Deployment deployment) {
            return Optional.ofNullable(kept.get(deployment.id())).map(Mark::new);
        }

        @Override
        public void keep(Deployment deployment, Mark mark) {
            kept.put(deployment.id(), mark.text());
        }

        @Override
        public void say(String line) {
            problems.add(line);
        }
    }

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private void send() {
        courier.send("environment", new Environment(new Service()));
    }

    /** The next one ends, and GitHub is told. */
    private void ended(char version, Outcome outcome) {
        isOver(version, outcome);
        send();
        threads.finish();
    }

    private void isOver(char version, Outcome outcome) {
        String id = String.valueOf(history.size() + 1);
        history.add(0, Deployments.deployment(service, id, version, outcome, false));
    }

    /** Commits that GitHub was told of, by their first character, and how they ended. */
    private List<String> told() {
        List<String> told = new ArrayList<>();
        String commit = "";
        for (ScriptedServer.Request request : gitHub.requests()) {
            if (request.path().endsWith("/deployments")) {
                commit = request.body().path("ref").asText().substring(0, 1);
            } else {
                told.add(commit + " " + request.body().path("state").asText());
            }
        }
        return told;
    }

    @Test
    void a_service_is_an_environment_with_its_address() {
        gitHub.answer(MADE);

        ended('1', Outcome.LIVE);

        assertThat(gitHub.requests())
                .extracting(Object::toString)
                .containsExactly(
                        "POST /repos/ocurrent/x/deployments {\"ref\":\"" + Deployments.commit('1')
                                + "\",\"task\":\"deploy\",\"auto_merge\":false,"
                                + "\"environment\":\"base-images_builder@toxis\","
                                + "\"description\":\"as base-images_builder@toxis\",\"required_contexts\":[]}",
                        "POST /repos/ocurrent/x/deployments/99/statuses {\"state\":\"success\","
                                + "\"description\":\"base-images_builder@toxis is live\","
                                + "\"log_url\":\"https://ci.example.org/12/\","
                                + "\"environment_url\":\"https://images.ci.ocaml.org\"}");
        assertThat(problems).isEmpty();
    }

    @Test
    void a_unikernel_is_an_environment_as_well() {
        service = new ServiceOnHost(ServiceOnHost.Kind.UNIKERNEL, "www", "robur");
        gitHub.answer(MADE);

        ended('1', Outcome.LIVE);

        assertThat(gitHub.requests().get(0).body().path("environment").asText()).isEqualTo("www@robur");
    }

    @Test
    void what_was_rolled_back_failed_and_what_was_live_before_stays_so() {
        gitHub.otherwise(201, "{\"id\": 99}");

        ended('1', Outcome.LIVE);
        ended('2', Outcome.ROLLED_BACK);

        assertThat(told()).containsExactly("1 success", "2 failure");
    }

    @Test
    void somebody_who_rolls_back_deploys_the_older_commit() {
        gitHub.otherwise(201, "{\"id\": 99}");
        ended('1', Outcome.LIVE);
        ended('2', Outcome.LIVE);
        Deployment live = history.get(1);
        history.add(
                0,
                new Deployment(
                        "3",
                        live.service(),
                        Deployment.Cause.ROLL_BACK,
                        live.origin(),
                        live.image(),
                        live.digest(),
                        live.previous(),
                        live.restored(),
                        live.outcome(),
                        false,
                        live.reason(),
                        live.started(),
                        live.finished(),
                        live.gap(),
                        live.url(),
                        live.rules()));

        send();
        threads.finish();

        assertThat(told()).containsExactly("1 success", "2 success", "1 success");
        assertThat(gitHub.requests().get(4).body().path("task").asText()).isEqualTo("rollback");
    }

    @Test
    void only_what_runs_or_was_tried_is_told() {
        assertThat(Arrays.stream(Outcome.values())
                        .filter(outcome -> Environment.isOfInterest(Deployments.deployment("1", '1', outcome))))
                .containsExactlyInAnyOrder(Outcome.LIVE, Outcome.UNCHANGED, Outcome.ROLLED_BACK, Outcome.FAILED);
    }

    @Test
    void what_is_unchanged_is_told_if_github_shows_another_commit() {
        gitHub.otherwise(201, "{\"id\": 99}");

        ended('1', Outcome.LIVE);
        ended('1', Outcome.UNCHANGED);
        ended('2', Outcome.FAILED);
        ended('1', Outcome.UNCHANGED);
        ended('3', Outcome.UNCHANGED);
        ended('3', Outcome.UNCHANGED);

        assertThat(told()).containsExactly("1 success", "2 failure", "3 success");
        assertThat(kept.values())
                .allSatisfy(mark -> assertThat(new Mark(mark).isSettled()).isTrue());
    }

    @Test
    void what_was_made_is_not_made_again() {
        web = ScriptedServer.impatient();
        gitHub.answer(Answer.of(502, ""), MADE, Answer.of(500, ""), Answer.never(), Answer.of(201, "{}"));

        ended('1', Outcome.LIVE);

        assertThat(gitHub.requests())
                .extracting(request -> request.path().replace("/repos/ocurrent/x/", ""))
                .containsExactly(
                        "deployments",
                        "deployments",
                        "deployments/99/statuses",
                        "deployments/99/statuses",
                        "deployments/99/statuses");
        assertThat(problems).isEmpty();
    }

    @Test
    void the_next_process_goes_on_with_what_this_one_made() {
        kept.put("1", "made 42");

        ended('1', Outcome.LIVE);

        assertThat(gitHub.requests()).singleElement().satisfies(request -> assertThat(request.path())
                .endsWith("/deployments/42/statuses"));
        assertThat(kept).containsEntry("1", "told");
    }

    @Test
    void github_hears_last_of_what_is_live_however_long_it_was_away() {
        gitHub.answer(Answer.of(502, "")).otherwise(201, "{\"id\": 99}");
        isOver('1', Outcome.LIVE);
        send();
        threads.doNow();
        isOver('2', Outcome.FAILED);
        isOver('3', Outcome.LIVE);
        isOver('4', Outcome.ROLLED_BACK);
        send();
        threads.finish();

        assertThat(told()).containsExactly("3 success", "4 failure");
        assertThat(kept).containsEntry("1", "outdated").containsEntry("2", "outdated");
        send();
        threads.finish();
        assertThat(gitHub.requests()).hasSize(5);
    }

    @Test
    void what_was_given_up_is_told_with_the_next_one_while_it_is_live() {
        gitHub.answer(Answer.of(404, "{\"message\": \"Not Found\"}")).otherwise(201, "{\"id\": 99}");
        ended('1', Outcome.LIVE);
        assertThat(kept).containsEntry("1", "given up");

        ended('2', Outcome.ROLLED_BACK);

        assertThat(told()).containsExactly("1 success", "2 failure");
    }

    @Test
    void where_nobody_may_write_nothing_is_tried() {
        isKnown = false;

        ended('1', Outcome.LIVE);

        assertThat(gitHub.requests()).isEmpty();
        assertThat(new Mark(kept.get("1")).isOver()).isTrue();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, Bad credentials, does not accept the credentials",
        "403, Resource not accessible by integration, needs write access to checks and deployments",
        "404, Not Found, knows no ocurrent/x",
        "422, No ref found, the commit may be gone"
    })
    void what_can_not_be_is_one_line(int status, String message, String line) {
        gitHub.otherwise(status, "{\"message\": \"" + message + "\"}");

        ended('1', Outcome.LIVE);

        assertThat(gitHub.requests()).hasSize(1);
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("GitHub's environment base-images_builder@toxis does not show the last deployment: GitHub"
                        + " answered " + status + " (" + message + ")")
                .contains(line);
    }

    @Test
    void limits_are_waited_for_and_answers_that_break_off_are_asked_for_again() {
        web = ScriptedServer.impatient();
        gitHub.answer(
                Answer.of(403, "{\"message\": \"You have exceeded a secondary rate limit\"}"),
                Answer.broken(201, "{\"id\": "),
                MADE,
                Answer.of(429, "{}").with("Retry-After", "60"),
                Answer.of(201, "{}"));

        ended('1', Outcome.LIVE);

        assertThat(gitHub.requests()).hasSize(5);
        assertThat(told()).last().isEqualTo("1 success");
        assertThat(problems).isEmpty();
    }
}
