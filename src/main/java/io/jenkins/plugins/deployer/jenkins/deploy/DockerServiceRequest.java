package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.jenkins.hosts.HostConnections;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.steps.CommittedFile;
import io.jenkins.plugins.deployer.jenkins.trust.Gate;
import io.jenkins.plugins.deployer.jenkins.trust.Refused;
import io.jenkins.plugins.deployer.jenkins.trust.RunSource;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.service.ComposeFile;
import io.jenkins.plugins.deployer.service.Origin;
import io.jenkins.plugins.deployer.service.Project;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.TimeLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What one step {@code deployDockerService} asks for, once the rules were asked. */
final class DockerServiceRequest {
    private final DeployDockerServiceStep step;
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final String id;

    DockerServiceRequest(DeployDockerServiceStep step, Run<?, ?> run, TaskListener listener, String id) {
        this.step = step;
        this.run = run;
        this.listener = listener;
        this.id = id;
    }

    /**
     * Asks.
     *
     * @throws Refused if the run may not deploy this
     * @throws AbortException if the step's own words make no sense
     */
    DeployStepExecution.Asked ask() throws IOException, InterruptedException {
        try {
            ImageName image = ImageName.parse(step.getImage());
            return Gate.isEndpoint(step.getHost()) ? onOwnEndpoint(image) : byTheRules(image);
        } catch (IllegalArgumentException e) {
            throw new AbortException("deployDockerService: " + e.getMessage());
        }
    }

    private DeployStepExecution.Asked onOwnEndpoint(ImageName image) throws IOException, InterruptedException {
        Gate.mayUseOwn(run, step.getHost(), step.getCredentialsId());
        DeployHost host = new DeployHost(
                new Host.Docker(step.getHost(), Optional.empty(), step.getHost()),
                Optional.of(new DeployHost.OwnAccess(
                        run.getExternalizableId(),
                        step.getCredentialsId(),
                        Optional.of(step.getHostKey()).filter(key -> !key.isEmpty()))));
        return new DeployStepExecution.Asked(underWay(request(image, stepHealth(), stepUrl()), host), Optional.empty());
    }

    private DeployStepExecution.Asked byTheRules(ImageName image) throws IOException, InterruptedException {
        if (!step.getCredentialsId().isEmpty() || !step.getHostKey().isEmpty()) {
            throw new AbortException("deployDockerService: credentialsId and hostKey are for an endpoint of the"
                    + " Pipeline's own, such as ssh://deployer@host.example.org; how the host " + step.getHost()
                    + " of the rules is entered is configured on the controller");
        }
        ImageName exact = image.digest().isPresent() ? image : resolved(image);
        Gate.Permit permit = Gate.mayDeploy(run, step.getHost(), step.getService(), exact);
        ServiceRule rule = permit.rule().service();
        Optional<Project> project = project(rule, permit);
        RunSource source = permit.source();
        Origin origin = new Origin(source.repository(), source.head().name(), source.commit());
        ServiceRequest request = request(
                        exact, rule.health().or(this::stepHealth), rule.url().or(this::stepUrl))
                .withOrigin(origin)
                .withRules(permit.rules().revision());
        HostConnections.get().track(run, rule.host());
        UnderWay asked = underWay(request, DeployHost.ofRules(rule.host()));
        return inItsLane(project.map(asked::withProject).orElse(asked), source, origin);
    }

    /** What else than a service the rule names, with the compose file of the commit that is deployed. */
    private Optional<Project> project(ServiceRule rule, Gate.Permit permit) throws IOException, InterruptedException {
        if (rule.kind() instanceof ServiceRule.Stack stack) {
            return Optional.of(project(Project.Kind.STACK, stack.file(), rule, permit));
        }
        if (rule.kind() instanceof ServiceRule.Compose compose) {
            return Optional.of(project(Project.Kind.COMPOSE, compose.file(), rule, permit));
        }
        return Optional.empty();
    }

    private Project project(Project.Kind kind, String path, ServiceRule rule, Gate.Permit permit)
            throws IOException, InterruptedException {
        if (rule.host().via().isEmpty()) {
            throw new Refused(rule + " is a " + (kind == Project.Kind.STACK ? "stack" : "compose project") + " in "
                    + permit.rules().place()
                    + ", which takes the docker client of a deploy agent; say via: LABEL for the host "
                    + rule.host().name() + " there, with the label of a deploy agent that has the client");
        }
        String text = CommittedFile.read(run, permit.source(), path);
        return Project.of(kind, ComposeFile.of(path, text).selfContained());
    }

    /** What this run published under the name, or else what the registry has under it. */
    private ImageName resolved(ImageName image) throws IOException, InterruptedException {
        Gate.Permit permit = Gate.mayDeploy(run, step.getHost(), step.getService());
        ImageName named = image.tag().isPresent() ? image : image.withTag("latest");
        Optional<String> published = DeployerRunAction.find(run)
                .map(action -> action.record().published().get(named))
                .flatMap(ImageName::digest);
        if (published.isPresent()) {
            return withDigest(named, published.get());
        }
        ImageName allowed = permit.rule().deployment().publish();
        if (!named.registry().equals(allowed.registry()) || !named.repository().equals(allowed.repository())) {
            throw new Refused(step.getService() + "@" + step.getHost() + " runs images of " + allowed + ", and not "
                    + image + "; name one of those, or what this run built by its digest");
        }
        DeployHost host = DeployHost.ofRules(permit.rule().service().host());
        return withDigest(named, new ControllerHosts().digests(host).digest(named));
    }

    private static ImageName withDigest(ImageName named, String digest) {
        return new ImageName(named.registry(), named.repository(), named.tag(), Optional.of(digest));
    }

    /** A commit that is not the head any longer waits for no turn; one that is, goes before those that were. */
    private DeployStepExecution.Asked inItsLane(UnderWay underWay, RunSource source, Origin origin)
            throws InterruptedException {
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
        return new DeployStepExecution.Asked(underWay.withLane(lane), superseded);
    }

    private UnderWay underWay(ServiceRequest request, DeployHost host) {
        return UnderWay.asked(request, DeployStepExecution.asker(run), Deployment.Cause.PUSH, host, step.getImage());
    }

    private ServiceRequest request(ImageName image, Optional<HealthCheck> health, Optional<URI> url) {
        TimeLimits limits = step.getTimeoutMinutes() == 0
                ? TimeLimits.DEFAULT
                : TimeLimits.DEFAULT.withTotal(Duration.ofMinutes(step.getTimeoutMinutes()));
        return new ServiceRequest(
                id,
                step.getHost(),
                step.getService(),
                image,
                Optional.empty(),
                DeployStepExecution.asker(run).build(),
                Optional.empty(),
                health,
                url,
                step.isForce(),
                Optional.empty(),
                Instant.now(),
                limits);
    }

    private Optional<HealthCheck> stepHealth() {
        return Optional.of(step.getHealth())
                .filter(health -> !health.isEmpty())
                .map(health ->
                        new HealthCheck(URI.create(health), HealthCheck.DEFAULT_STATUS, HealthCheck.DEFAULT_WITHIN));
    }

    private Optional<URI> stepUrl() {
        return Optional.of(step.getUrl()).filter(url -> !url.isEmpty()).map(URI::create);
    }
}
