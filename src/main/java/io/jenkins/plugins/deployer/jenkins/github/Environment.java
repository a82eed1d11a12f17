package io.jenkins.plugins.deployer.jenkins.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import io.jenkins.plugins.deployer.jenkins.courier.Letter;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Brings the environment of one service on GitHub up to what was deployed last, in two requests for each deployment. GitHub
 * shows as live what it heard of last; so of a deployment that it was not told of in time it does not hear at all once a later
 * one was good.
 */
final class Environment implements Letter {
    private static final int LONGEST_DESCRIPTION = 140;

    private final Subject subject;
    private List<Deployment> untold = List.of();

    /** The deployments of one service. */
    interface Subject {
        ServiceOnHost service();

        /** The newest first. */
        List<Deployment> history() throws IOException;

        /** Where the commit is; empty if that is nowhere on GitHub, or nobody may write there. */
        Optional<GitHubApi> repository(Deployment deployment);

        /** Where people read how it went. */
        Optional<URI> log(Deployment deployment);

        /** What was kept of a deployment. */
        Optional<Mark> recall(Deployment deployment);

        void keep(Deployment deployment, Mark mark);

        /** Says a line where whoever deployed last reads it. */
        void say(String line);
    }

    Environment(Subject subject) {
        this.subject = subject;
    }

    /** Whether GitHub is to be told of a deployment: it has a commit, which runs or was tried on the host. */
    static boolean isOfInterest(Deployment deployment) {
        return deployment.origin().isPresent() && deployment.triedImage();
    }

    @Override
    public Delivery deliver() throws InterruptedException {
        try {
            untold = untold();
        } catch (IOException e) {
            return new Delivery.Later("what was deployed cannot be read: " + e.getMessage(), Duration.ZERO);
        }
        for (Deployment deployment : untold) {
            Optional<GitHubApi> repository = subject.repository(deployment);
            if (repository.isEmpty()) {
                subject.keep(deployment, Mark.GIVEN_UP);
                continue;
            }
            Delivery delivery = tell(repository.get(), deployment);
            if (!(delivery instanceof Delivery.Done)) {
                return delivery;
            }
        }
        return Delivery.done();
    }

    /** From the last good one on, the oldest first. */
    private List<Deployment> untold() throws IOException {
        Deque<Deployment> found = new ArrayDeque<>();
        List<Deployment> newestFirst =
                subject.history().stream().filter(Environment::isOfInterest).toList();
        for (int i = 0; i < newestFirst.size(); i++) {
            Deployment deployment = newestFirst.get(i);
            List<Deployment> before = newestFirst.subList(i + 1, newestFirst.size());
            if (is(deployment, Mark::isSettled)) {
                break;
            }
            if (deployment.outcome() == Outcome.UNCHANGED && isShown(deployment, before)) {
                subject.keep(deployment, Mark.AS_BEFORE);
                continue;
            }
            found.addFirst(deployment);
            if (deployment.isGood()) {
                before.stream()
                        .takeWhile(one -> !is(one, Mark::isOver))
                        .forEach(one -> subject.keep(one, Mark.OUTDATED));
                break;
            }
        }
        return List.copyOf(found);
    }

    /** Whether GitHub shows the commit as live already. */
    private boolean isShown(Deployment deployment, List<Deployment> before) {
        return before.stream()
                .filter(Deployment::isGood)
                .findFirst()
                .filter(live -> live.origin()
                        .map(Deployment.Origin::commit)
                        .equals(deployment.origin().map(Deployment.Origin::commit)))
                .filter(live -> is(live, Mark::isShown))
                .isPresent();
    }

    private boolean is(Deployment deployment, Predicate<Mark> what) {
        return subject.recall(deployment).filter(what).isPresent();
    }

    /** What was made is not made again when it is tried again. */
    private Delivery tell(GitHubApi repository, Deployment deployment) throws InterruptedException {
        Optional<String> id = subject.recall(deployment).flatMap(Mark::made);
        if (id.isEmpty()) {
            GitHubApi.Answer answer = repository.send("POST", "deployments", made(deployment));
            if (answer instanceof GitHubApi.Answer.Not not) {
                return not.why();
            }
            id = ((GitHubApi.Answer.Taken) answer).id();
            if (id.isEmpty()) {
                return new Delivery.Never("GitHub did not say the id of a deployment that it made");
            }
            subject.keep(deployment, Mark.made(id.get()));
        }
        if (repository.send("POST", "deployments/" + id.get() + "/statuses", status(deployment))
                instanceof GitHubApi.Answer.Not not) {
            return not.why();
        }
        subject.keep(deployment, Mark.TOLD);
        return Delivery.done();
    }

    /** Neither merged into by GitHub nor held up by other checks: it is over already. */
    private ObjectNode made(Deployment deployment) {
        ObjectNode body = GitHubApi.object()
                .put("ref", deployment.origin().orElseThrow().commit())
                .put("task", deployment.cause() == Deployment.Cause.ROLL_BACK ? "rollback" : "deploy")
                .put("auto_merge", false)
                .put("environment", subject.service().toString())
                .put("description", GitHubApi.cut("as " + subject.service(), LONGEST_DESCRIPTION));
        body.putArray("required_contexts");
        return body;
    }

    private ObjectNode status(Deployment deployment) {
        ObjectNode body = GitHubApi.object()
                .put("state", deployment.isGood() ? "success" : "failure")
                .put("description", GitHubApi.cut(deployment.reason(), LONGEST_DESCRIPTION));
        subject.log(deployment).ifPresent(address -> body.put("log_url", address.toString()));
        deployment.url().ifPresent(url -> body.put("environment_url", url.toString()));
        return body;
    }

    @Override
    public void dropped(String why) {
        untold.stream()
                .filter(deployment -> !is(deployment, Mark::isSettled))
                .forEach(deployment -> subject.keep(deployment, Mark.GIVEN_UP));
        subject.say("GitHub's environment " + subject.service() + " does not show the last deployment: " + why);
    }
}
