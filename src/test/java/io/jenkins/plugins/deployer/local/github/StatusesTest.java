package io.jenkins.plugins.deployer.local.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Answer;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What GitHub is told in the background, and what is said when it is slow. */
class StatusesTest {
    private static final RepositoryName WEB = RepositoryName.parse("demo/web");
    private static final String STATUS = "{\"id\": 7, \"state\": \"success\"}";

    private static final int MOST = 20;

    private final ScriptedServer server = new ScriptedServer();
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    /** The first status is under way and not answered within the App's patience. */
    private Statuses busy(Duration patience, Duration lastWait) throws IOException, InterruptedException {
        server.on("GET /api/v3/app", 200, "{\"id\": 1234}")
                .on("GET .*/installation", 200, "{\"id\": 5, \"account\": {\"login\": \"demo\"}}")
                .on(
                        "POST .*/access_tokens",
                        201,
                        "{\"token\": \"ghs_1\", \"expires_at\": \""
                                + Instant.now().plusSeconds(3600) + "\"}")
                .on("GET .*/repos/demo/web", 200, "{\"name\": \"web\", \"owner\": {\"login\": \"demo\"}}")
                .answer(Answer.never())
                .otherwise(Answer.of(201, STATUS).with("Content-Type", "application/json"));
        GitHubApp app = new GitHubApp(
                server.address(), "1234", Keys.PAIR.getPrivate(), "demo", troubles::add, Clock.systemUTC(), patience);
        Statuses statuses = new Statuses(app, troubles::add, lastWait, MOST);
        statuses.show(WEB, "first", CommitState.PENDING, "being built and deployed");
        server.await(1);
        return statuses;
    }

    @Test
    void of_a_commits_statuses_that_wait_only_the_newest_is_shown() throws Exception {
        Statuses statuses = busy(Duration.ofSeconds(3), Duration.ofSeconds(60));
        statuses.show(WEB, "second", CommitState.PENDING, "being built and deployed");
        statuses.show(WEB, "third", CommitState.PENDING, "being built and deployed");
        statuses.show(WEB, "second", CommitState.SUCCESS, "live");

        statuses.close();

        assertThat(server.requests().stream()
                        .map(request -> request.path().replaceFirst(".*/", "") + " "
                                + request.body().path("state").asText()))
                .containsExactly("first pending", "second success", "third pending");
        assertThat(troubles).singleElement().asString().contains("there was no answer");
    }

    @Test
    void at_the_end_it_says_how_many_were_not_taken() throws Exception {
        Statuses statuses = busy(Duration.ofSeconds(60), Duration.ofSeconds(1));
        statuses.show(WEB, "second", CommitState.SUCCESS, "live");
        statuses.show(WEB, "third", CommitState.SUCCESS, "live");

        statuses.close();
        statuses.close();
        statuses.show(WEB, "fourth", CommitState.SUCCESS, "live");

        assertThat(troubles).contains("GitHub did not take 3 statuses within 1 s");
        assertThat(troubles).filteredOn(line -> line.contains("within")).hasSize(1);
    }

    @Test
    void no_more_commits_wait_than_may() throws Exception {
        Statuses statuses = busy(Duration.ofSeconds(3), Duration.ofSeconds(60));
        for (int i = 0; i < MOST + 7; i++) {
            statuses.show(WEB, "commit" + i, CommitState.SUCCESS, "live");
        }

        statuses.close();

        assertThat(server.requests()).hasSize(1 + MOST);
        assertThat(troubles).contains("GitHub is too slow; it was not told 7 statuses");
    }
}
