package io.jenkins.plugins.deployer.jenkins.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.jenkins.check.Board;
import io.jenkins.plugins.deployer.jenkins.check.Memory;
import io.jenkins.plugins.deployer.jenkins.check.Shown;
import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import io.jenkins.plugins.deployer.report.Check;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Shows the check of a commit as a check run, which only a GitHub App may. */
final class CheckRuns implements Board {
    /** What GitHub sends back when somebody presses the button. */
    static final String REDEPLOY = "redeploy";

    private static final int LONGEST_TITLE = 250;
    /** GitHub's limit is 65535. */
    private static final int LONGEST_SUMMARY = 65_000;
    /** What GitHub takes in one request. */
    private static final int MOST_ANNOTATIONS = 50;
    /** GitHub's limit is 64 KB. */
    private static final int LONGEST_ANNOTATION = 2_000;

    private final GitHubApi gitHub;
    private final String commit;

    CheckRuns(GitHubApi gitHub, String commit) {
        this.gitHub = gitHub;
        this.commit = commit;
    }

    /** One check run for a Jenkins run: it is made at first, and changed from then on. */
    @Override
    public Delivery show(Shown shown, Memory memory) throws InterruptedException {
        Optional<String> id = memory.recall();
        GitHubApi.Answer answer = id.isPresent()
                ? gitHub.send("PATCH", "check-runs/" + id.get(), body(shown))
                : gitHub.send("POST", "check-runs", body(shown).put("head_sha", commit));
        if (answer instanceof GitHubApi.Answer.Not not) {
            return not.why();
        }
        // Without its id the next state makes another check run of this name, which GitHub shows instead.
        ((GitHubApi.Answer.Taken) answer).id().ifPresent(memory::keep);
        return Delivery.done();
    }

    private static ObjectNode body(Shown shown) {
        Check check = shown.check();
        ObjectNode body = GitHubApi.object()
                .put("name", check.name())
                .put("external_id", shown.run())
                .put("started_at", time(shown.started()));
        shown.details().ifPresent(details -> body.put("details_url", details.toString()));
        if (check.status().isOver()) {
            body.put("status", "completed")
                    .put("conclusion", conclusion(check.status()))
                    .put("completed_at", time(shown.at()));
        } else {
            body.put("status", check.status() == Check.Status.QUEUED ? "queued" : "in_progress");
        }
        ObjectNode output = body.putObject("output")
                .put("title", GitHubApi.cut(check.title(), LONGEST_TITLE))
                .put("summary", GitHubApi.cut(check.summary(), LONGEST_SUMMARY));
        if (!check.notes().isEmpty()) {
            ArrayNode annotations = output.putArray("annotations");
            check.notes().stream().limit(MOST_ANNOTATIONS).forEach(note -> annotations
                    .addObject()
                    .put("path", note.path())
                    .put("start_line", note.line())
                    .put("end_line", note.line())
                    .put("start_column", note.column())
                    .put("end_column", note.column())
                    .put("annotation_level", "failure")
                    .put("message", GitHubApi.cut(note.message(), LONGEST_ANNOTATION)));
        }
        if (check.mayRedeploy()) {
            body.putArray("actions")
                    .addObject()
                    .put("label", "Redeploy")
                    .put("description", "Deploy what is on this branch again")
                    .put("identifier", REDEPLOY);
        }
        return body;
    }

    private static String conclusion(Check.Status status) {
        return switch (status) {
            case SUCCESS -> "success";
            case CANCELLED -> "cancelled";
            case NEUTRAL -> "neutral";
            case FAILURE, QUEUED, IN_PROGRESS -> "failure";
        };
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
