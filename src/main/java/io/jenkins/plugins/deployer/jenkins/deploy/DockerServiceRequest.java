package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.jenkins.hosts.HostConnections;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.steps.CommittedFile;
import io.jenkins.plugins.deployer.jenkins.trust.Allowed;
import io.jenkins.plugins.deployer.jenkins.trust.Gate;
import io.jenkins.plugins.deployer.jenkins.trust.ImagesGate;
import io.jenkins.plugins.deployer.jenkins.trust.ImagesJob;
import io.jenkins.plugins.deployer.jenkins.trust.Refused;
import io.jenkins.plugins.deployer.jenkins.trust.RunSource;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.service.ComposeFile;
import io.jenkins.plugins.deployer.service.Origin;
import io.jenkins.plugins.deployer.service.Project;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.TimeLimits;
import java.io.IOException;
import java.util.Optional;

/** What one step {@code deployDockerService} asks for, once the rules were asked. */
final class DockerServiceRequest extends DeployRequest {
    private final DeployDockerServiceStep step;

    DockerServiceRequest(DeployDockerServiceStep step, Run<?, ?> run, TaskListener listener, String id) {
        super(step, step.getService(), run, listener, id);
        this.step = step;
    }

    @Override
    String function() {
        return "deployDockerService";
    }

    @Override
    Optional<String> ownWords() {
        return step.getCredentialsId().isEmpty() && step.getHostKey().isEmpty()
                ? Optional.empty()
                : Optional.of("credentialsId and hostKey are");
    }

    @Override
    DeployStepExecution.Asked onOwnEndpoint() throws IOException, InterruptedException {
        ImageName image = ImageName.parse(step.getImage());
        Gate.mayUseOwn(run, step.getHost(), step.getCredentialsId());
        DeployHost host = new DeployHost(
                new Host.Docker(step.getHost(), Optional.empty(), step.getHost()), Optional.of(ownAccess()));
        ServiceRequest request = request(image, stepHealth(), stepUrl(), TimeLimits.DEFAULT.settle());
        return new DeployStepExecution.Asked(underWay(request, host), Optional.empty(), Optional.empty());
    }

    @Override
    DeployStepExecution.Asked byTheRules() throws IOException, InterruptedException {
        ImageName image = ImageName.parse(step.getImage());
        if (ImagesJob.is(run.getParent())) {
            return asSomebodyElses(image);
        }
        ImageName exact = image.digest().isPresent() ? image : resolved(image);
        Optional<DeployAgain> again = DeployAgain.find(run);
        Gate.Permit<Allowed> permit = again.isPresent()
                ? again.get().permit(run, step.getHost(), step.getService(), exact)
                : Gate.mayDeploy(run, step.getHost(), step.getService(), exact);
        ServiceRule rule = permit.rule().service();
        RunSource source = permit.source();
        Origin origin = again.isPresent() ? again.get().origin() : origin(source);
        Optional<Project> project = project(rule, permit, origin.commit());
        ServiceRequest request = request(
                        exact,
                        rule.health().or(this::stepHealth),
                        rule.url().or(this::stepUrl),
                        TimeLimits.DEFAULT.settle())
                .withOrigin(origin)
                .withRules(permit.rules().revision());
        HostConnections.get().track(run, rule.host());
        UnderWay asked = underWay(request, DeployHost.ofRules(rule.host()));
        UnderWay whole = project.map(asked::withProject).orElse(asked);
        return again.isPresent() ? again.get().asked(whole, rule.slack()) : inItsLane(whole, source, rule.slack());
    }

    /** A run of the generated job: there is no commit, so that no branch has to be at it. */
    private DeployStepExecution.Asked asSomebodyElses(ImageName image) throws IOException, InterruptedException {
        Optional<DeployAgain> again = DeployAgain.find(run);
        ServiceOnHost service = new ServiceOnHost(ServiceOnHost.Kind.SERVICE, step.getService(), step.getHost());
        ImagesGate.Permit permit = again.isPresent()
                ? again.get().permitImage(run, step.getHost(), step.getService(), image)
                : ImagesGate.mayDeploy(run, service, image);
        ServiceRule rule = permit.rule().service();
        ServiceRequest request = request(image, rule.health(), rule.url(), TimeLimits.DEFAULT.settle())
                .withRules(permit.rules().revision());
        HostConnections.get().track(run, rule.host());
        UnderWay asked = underWay(request, DeployHost.ofRules(rule.host()));
        return again.isPresent()
                ? again.get().asked(asked, rule.slack())
                : new DeployStepExecution.Asked(
                        asked.withCause(Deployment.Cause.IMAGE), Optional.empty(), rule.slack());
    }

    /** What else than a service the rule names, with the compose file of the commit that is deployed. */
    private Optional<Project> project(ServiceRule rule, Gate.Permit<Allowed> permit, String commit)
            throws IOException, InterruptedException {
        if (rule.kind() instanceof ServiceRule.Stack stack) {
            return Optional.of(project(Project.Kind.STACK, stack.file(), rule, permit, commit));
        }
        if (rule.kind() instanceof ServiceRule.Compose compose) {
            return Optional.of(project(Project.Kind.COMPOSE, compose.file(), rule, permit, commit));
        }
        return Optional.empty();
    }

    private Project project(
            Project.Kind kind, String path, ServiceRule rule, Gate.Permit<Allowed> permit, String commit)
            throws IOException, InterruptedException {
        if (rule.host().via().isEmpty()) {
            throw new Refused(rule + " is a " + (kind == Project.Kind.STACK ? "stack" : "compose project") + " in "
                    + permit.rules().place()
                    + ", which takes the docker client of a deploy agent; say via: LABEL for the host "
                    + rule.host().name() + " there, with the label of a deploy agent that has the client");
        }
        String text = CommittedFile.read(run, permit.source(), commit, path);
        return Project.of(kind, ComposeFile.of(path, text).selfContained());
    }

    /** What this run published under the name, or else what the registry has under it. */
    private ImageName resolved(ImageName image) throws IOException, InterruptedException {
        Gate.Permit<Allowed> permit = Gate.mayDeploy(run, step.getHost(), step.getService());
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
}
