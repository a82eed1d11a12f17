package io.jenkins.plugins.deployer.jenkins.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import io.jenkins.plugins.deployer.jenkins.courier.Letter;
import io.jenkins.plugins.deployer.report.Deployment;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells GitHub of a deployment that has ended, so that its page of environments shows what is live: one environment for each
 * service, in two requests.
 */
final class Environment implements Letter {
    private static final int LONGEST_DESCRIPTION = 140;

    private final GitHubApi gitHub;
    private final Deployment deployment;
    private final Optional<URI> log;
    private final Consumer<String> problems;
    private Optional<String> id = Optional.empty();

    /**
     * @param deployment has an origin, and tried its image
     * @param log where people read how it went
     * @param problems is told in a sentence what did not arrive
     */
    Environment(GitHubApi gitHub, Deployment deployment, Optional<URI> log, Consumer<String> problems) {
        this.gitHub = gitHub;
        this.deployment = deployment;
        this.log = log;
        this.problems = problems;
    }

    /** Whether GitHub can be told: something of the repository was tried on the host. */
    static boolean isWorthwhile(Deployment deployment) {
        return deployment.origin().isPresent() && !deployment.leftAlone();
    }

    /** What was done is not done again when it is tried again. */
    @Override
    public Delivery deliver() throws InterruptedException {
        if (id.isEmpty()) {
            GitHubApi.Answer made = gitHub.send("POST", "deployments", made());
            if (made instanceof GitHubApi.Answer.Not not) {
                return not.why();
            }
            id = ((GitHubApi.Answer.Taken) made).id();
            if (id.isEmpty()) {
                return new Delivery.Never("GitHub did not say the id of a deployment that it made");
            }
        }
        return gitHub.send("POST", "deployments/" + id.get() + "/statuses", status())
                        instanceof GitHubApi.Answer.Not not
                ? not.why()
                : Delivery.done();
    }

    /** Neither merged into by GitHub nor held up by other checks: it is over already. */
    private ObjectNode made() {
        ObjectNode body = GitHubApi.object()
                .put("ref", deployment.origin().orElseThrow().commit())
                .put("task", deployment.cause() == Deployment.Cause.ROLL_BACK ? "rollback" : "deploy")
                .put("auto_merge", false)
                .put("environment", name())
                .put("description", GitHubApi.cut("as " + deployment.service(), LONGEST_DESCRIPTION));
        body.putArray("required_contexts");
        return body;
    }

    private ObjectNode status() {
        ObjectNode body = GitHubApi.object()
                .put("state", deployment.isGood() ? "success" : "failure")
                .put("description", GitHubApi.cut(deployment.reason(), LONGEST_DESCRIPTION));
        log.ifPresent(address -> body.put("log_url", address.toString()));
        deployment.url().ifPresent(url -> body.put("environment_url", url.toString()));
        return body;
    }

    private String name() {
        return deployment.service().toString();
    }

    @Override
    public void dropped(String why) {
        problems.accept("GitHub's environment " + name() + " does not show the last deployment: " + why);
    }
}
