package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.jenkins.trust.Gate;
import io.jenkins.plugins.deployer.jenkins.trust.RunSource;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.Origin;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.TimeLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What one step that deploys asks for, once the rules were asked. */
abstract class DeployRequest {
    private final DeployStep step;
    private final String name;
    private final TaskListener listener;
    private final String id;
    final Run<?, ?> run;

    /**
     * @param name of what is deployed
     * @param id of the deployment
     */
    DeployRequest(DeployStep step, String name, Run<?, ?> run, TaskListener listener, String id) {
        this.step = step;
        this.name = name;
        this.run = run;
        this.listener = listener;
        this.id = id;
    }

    /** The step's name in Pipelines. */
    abstract String function();

    /** Whether the step's host is an endpoint of the Pipeline's own. */
    boolean isOwnEndpoint() {
        return Gate.isEndpoint(step.getHost());
    }

    /** Past the rules, where the administrator allows that. */
    abstract DeployStepExecution.Asked onOwnEndpoint() throws IOException, InterruptedException;

    abstract DeployStepExecution.Asked byTheRules() throws IOException, InterruptedException;

    /** The words of the step that mean something for an endpoint of the Pipeline's own only, and that it has. */
    abstract Optional<String> ownWords();

    /**
     * Asks.
     *
     * @throws io.jenkins.plugins.deployer.jenkins.trust.Refused if the run may not deploy this
     * @throws AbortException if the step's own words make no sense
     */
    final DeployStepExecution.Asked ask() throws IOException, InterruptedException {
        try {
            if (isOwnEndpoint()) {
                return onOwnEndpoint();
            }
            Optional<String> own = ownWords();
            if (own.isPresent()) {
                throw new AbortException(function() + ": " + own.get() + " for an endpoint of the Pipeline's own, such"
                        + " as ssh://deployer@host.example.org; how the host " + step.getHost()
                        + " of the rules is entered is configured on the controller");
            }
            return byTheRules();
        } catch (IllegalArgumentException e) {
            throw new AbortException(function() + ": " + e.getMessage());
        }
    }

    /** How an endpoint of the Pipeline's own is entered. */
    final DeployHost.OwnAccess ownAccess() {
        return new DeployHost.OwnAccess(
                run.getExternalizableId(),
                step.getCredentialsId(),
                Optional.of(step.getHostKey()).filter(key -> !key.isEmpty()));
    }

    /** A commit that is not the head any longer waits for no turn; one that is, goes before those that were. */
    final DeployStepExecution.Asked inItsLane(UnderWay underWay, RunSource source, Optional<String> slack)
            throws InterruptedException {
        Origin origin = origin(source);
        Optional<String> head = Optional.empty();
        boolean isKnown = true;
        try {
            head = source.currentCommit(TaskListener.NULL);
        } catch (IOException e) {
            isKnown = false;
            listener.getLogger().println(e.getMessage() + "; it will be asked again");
        }
        boolean isHead = head.equals(Optional.of(origin.commit()));
        Lane lane = new Lane(
                origin.repository(),
                origin.branch(),
                source.job().getFullName(),
                run.getNumber(),
                origin.commit(),
                isHead);
        Optional<String> superseded = isHead || !isKnown
                ? Optional.empty()
                : Optional.of("commit " + Lane.brief(origin.commit()) + " is not deployed as "
                        + underWay.service() + ": "
                        + head.map(now -> source.head() + " of " + origin.repository() + " is at " + Lane.brief(now)
                                        + " now")
                                .orElse(origin.repository() + " has no " + source.head() + " any longer"));
        return new DeployStepExecution.Asked(underWay.withLane(lane), superseded, slack);
    }

    static Origin origin(RunSource source) {
        return new Origin(source.repository(), source.head().name(), source.commit());
    }

    final UnderWay underWay(ServiceRequest request, DeployHost host) {
        return UnderWay.asked(request, DeployStepExecution.asker(run), Deployment.Cause.PUSH, host, step.getImage());
    }

    final ServiceRequest request(ImageName image, Optional<HealthCheck> health, Optional<URI> url, Duration settle) {
        TimeLimits limits = TimeLimits.DEFAULT.withSettle(settle);
        return new ServiceRequest(
                id,
                step.getHost(),
                name,
                image,
                Optional.empty(),
                DeployStepExecution.asker(run).build(),
                Optional.empty(),
                health,
                url,
                step.isForce(),
                Optional.empty(),
                Instant.now(),
                step.getTimeoutMinutes() == 0
                        ? limits
                        : limits.withTotal(Duration.ofMinutes(step.getTimeoutMinutes())));
    }

    final Optional<HealthCheck> stepHealth() {
        return Optional.of(step.getHealth())
                .filter(health -> !health.isEmpty())
                .map(health ->
                        new HealthCheck(URI.create(health), HealthCheck.DEFAULT_STATUS, HealthCheck.DEFAULT_WITHIN));
    }

    final Optional<URI> stepUrl() {
        return Optional.of(step.getUrl()).filter(url -> !url.isEmpty()).map(URI::create);
    }
}
