package io.jenkins.plugins.deployer.jenkins.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.jenkins.check.Board;
import io.jenkins.plugins.deployer.jenkins.check.Memory;
import io.jenkins.plugins.deployer.jenkins.check.Shown;
import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import io.jenkins.plugins.deployer.report.Check;
import java.util.Optional;

/** Shows the title of a check as a commit status, for which a token is enough. */
final class CommitStatuses implements Board {
    private static final int LONGEST_DESCRIPTION = 140;

    private final GitHubApi gitHub;
    private final String commit;

    CommitStatuses(GitHubApi gitHub, String commit) {
        this.gitHub = gitHub;
        this.commit = commit;
    }

    @Override
    public Delivery show(Shown shown, Memory memory) throws InterruptedException {
        ObjectNode body = GitHubApi.object()
                .put("state", state(shown.check().status()))
                .put("context", shown.check().name())
                .put("description", GitHubApi.cut(shown.check().title(), LONGEST_DESCRIPTION));
        shown.details().ifPresent(details -> body.put("target_url", details.toString()));
        return gitHub.send("POST", "statuses/" + commit, body) instanceof GitHubApi.Answer.Not not
                ? not.why()
                : Delivery.done();
    }

    private static String state(Check.Status status) {
        return switch (status) {
            case QUEUED, IN_PROGRESS -> "pending";
            case SUCCESS, NEUTRAL -> "success";
            case FAILURE -> "failure";
            case CANCELLED -> "error";
        };
    }

    @Override
    public Optional<String> remark() {
        return Optional.of(
                "is shown as a commit status, without its tables and its button: for a check the project's branch"
                        + " source needs the credentials of a GitHub App");
    }
}
