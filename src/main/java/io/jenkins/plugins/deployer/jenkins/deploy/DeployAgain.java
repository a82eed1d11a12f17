package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.InvisibleAction;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.trust.Allowed;
import io.jenkins.plugins.deployer.jenkins.trust.AllowedUnikernel;
import io.jenkins.plugins.deployer.jenkins.trust.Gate;
import io.jenkins.plugins.deployer.jenkins.trust.ImagesGate;
import io.jenkins.plugins.deployer.jenkins.trust.ImagesJob;
import io.jenkins.plugins.deployer.jenkins.trust.OwnScript;
import io.jenkins.plugins.deployer.jenkins.trust.Refused;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.scm.api.SCMRevisionAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.DurabilityHintProvider;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/**
 * Makes a run of a branch job deploy again what was live before, instead of what the commit's Pipeline says: by the same step, in
 * the same line, with the same record. Whether it may is asked when it does: the rules have to allow the service still, the image has
 * to be one that this controller saw live there, and who started the run has to have Deployer/Deploy on the job.
 *
 * <p><b>Saved form.</b> In {@code build.xml} under the full name of this class; its fields are texts.
 */
public final class DeployAgain extends InvisibleAction implements OwnScript, Queue.QueueAction {
    private final String kind;
    private final String service;
    private final String host;
    private final String deploymentId;
    private final String cause;
    private final String script;
    /** Of the rules files that allowed it then; an empty text is the configured one. */
    private final ArrayList<String> resources;

    private DeployAgain(Deployment chosen, Deployment.Cause cause, boolean force, Collection<String> resources) {
        this.kind = chosen.service().kind().name();
        this.service = chosen.service().name();
        this.host = chosen.service().host();
        this.deploymentId = chosen.id();
        this.cause = cause.name();
        this.script = AgainScript.of(chosen, cause, force);
        this.resources = new ArrayList<>(resources);
    }

    /**
     * Puts a run into the queue.
     *
     * @param job that deployed the service last
     * @param chosen a deployment of the service that was live
     * @param force whether it is deployed though its commit is in quarantine
     * @param starter who wants it
     * @throws Refused with a sentence, if there is no way to
     */
    public static void schedule(
            Job<?, ?> job, RecordedDeployment chosen, Deployment.Cause cause, boolean force, Cause starter)
            throws Refused {
        if (!AgainScript.isPossible(chosen.deployment())) {
            throw new Refused(chosen.deployment().service() + " cannot be brought back to that deployment");
        }
        Queue.Item queued = ParameterizedJobMixIn.scheduleBuild2(
                job, 0, actions(job, chosen, cause, force, starter).toArray(Action[]::new));
        if (queued == null) {
            throw new Refused("The job " + job.getFullName()
                    + " cannot be run now: its branch is gone, it is disabled, or Jenkins is about to shut down");
        }
    }

    private static List<Action> actions(
            Job<?, ?> job, RecordedDeployment chosen, Deployment.Cause cause, boolean force, Cause starter)
            throws Refused {
        if (ImagesJob.is(job)) {
            return List.of(new CauseAction(starter), new DeployAgain(chosen.deployment(), cause, force, List.of()));
        }
        Run<?, ?> before = before(job, chosen.asker())
                .orElseThrow(() -> new Refused("No run of " + job.getFullName()
                        + " is kept any longer that says which branch it builds; run it once and try again"));
        return List.of(
                new CauseAction(starter),
                new DeployAgain(chosen.deployment(), cause, force, resources(before)),
                before.getAction(SCMRevisionAction.class));
    }

    /** The run that deployed it, else a newer one: it knows what the job builds. */
    private static Optional<Run<?, ?>> before(Job<?, ?> job, Asker asker) {
        Run<?, ?> itself = asker.job().equals(job.getFullName()) ? job.getBuildByNumber(asker.number()) : null;
        if (itself != null && itself.getAction(SCMRevisionAction.class) != null) {
            return Optional.of(itself);
        }
        Run<?, ?> newest = job.getLastBuild();
        while (newest != null && newest.getAction(SCMRevisionAction.class) == null) {
            newest = newest.getPreviousBuild();
        }
        return Optional.ofNullable(newest);
    }

    private static Collection<String> resources(Run<?, ?> before) {
        Optional<DeployAgain> again = find(before);
        return again.isPresent()
                ? again.get().resources
                : Gate.resources(before).stream()
                        .map(resource -> resource.orElse(""))
                        .toList();
    }

    static Optional<DeployAgain> find(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(DeployAgain.class));
    }

    Deployment.Cause cause() {
        return Deployment.Cause.valueOf(cause);
    }

    /** Waits for its turn like every other, but nothing newer sends it away. */
    DeployStepExecution.Asked asked(UnderWay underWay, Optional<String> slack) {
        return new DeployStepExecution.Asked(underWay.withCause(cause()), Optional.empty(), slack);
    }

    /**
     * What it was built from; it need not be the head of its branch.
     *
     * @throws Refused if it is not kept any longer
     */
    Origin origin() throws IOException {
        Deployment.Origin of = deployment()
                .origin()
                .orElseThrow(
                        () -> new Refused(wanted() + " ran somebody else's image then, and is built from a repository"
                                + " by now, so that it cannot be brought back to that"));
        return new Origin(of.repository(), of.branch(), of.commit(), true);
    }

    /**
     * Whether the run may deploy this: the service by the rules, the image because it was live.
     *
     * @throws Refused if it may not
     */
    Gate.Permit<Allowed> permit(Run<?, ?> run, String toHost, String name, ImageName image)
            throws IOException, InterruptedException {
        requireIt(toHost, name, Optional.of(image));
        return fromHere(Gate.mayDeploy(run, files(), host, service));
    }

    /**
     * The same of a unikernel: its image is the one that its file was taken from.
     *
     * @throws Refused if the run may not
     */
    Gate.Permit<AllowedUnikernel> permitUnikernel(Run<?, ?> run, String toHost, String name, Optional<ImageName> image)
            throws IOException, InterruptedException {
        ImageName known = requireIt(toHost, name, image);
        return fromHere(Gate.mayDeployUnikernel(run, files(), host, service, known));
    }

    /**
     * The same of somebody else's image, in a run of the generated job.
     *
     * @throws Refused if the run may not
     */
    ImagesGate.Permit permitImage(Run<?, ?> run, String toHost, String name, ImageName image)
            throws IOException, InterruptedException {
        return ImagesGate.mayDeployAgain(run, wanted(), requireIt(toHost, name, Optional.of(image)));
    }

    private Set<Optional<String>> files() {
        return resources.stream()
                .map(resource -> Optional.of(resource).filter(text -> !text.isEmpty()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The image that was live. */
    private ImageName requireIt(String toHost, String name, Optional<ImageName> image) throws IOException {
        Optional<ImageName> known = AgainScript.image(deployment());
        if (!service.equals(name) || !host.equals(toHost) || !image.equals(known)) {
            throw new Refused("This run brings " + wanted() + " back to "
                    + known.map(ImageName::toString).orElse("nothing") + ", and does nothing else");
        }
        return known.get();
    }

    /** A service that another repository had before is not that one's any longer. */
    private <T> Gate.Permit<T> fromHere(Gate.Permit<T> permit) throws IOException {
        Origin origin = origin();
        if (!origin.repository().equals(permit.source().repository())) {
            throw new Refused(wanted() + " is built from " + permit.source().repository()
                    + " by now, so that it cannot be brought back to commit " + Lane.brief(origin.commit()) + " of "
                    + origin.repository());
        }
        return permit;
    }

    private ServiceOnHost wanted() {
        return new ServiceOnHost(ServiceOnHost.Kind.valueOf(kind), service, host);
    }

    /**
     * What is to be live again.
     *
     * @throws Refused if it is not kept any longer
     */
    Deployment deployment() throws IOException {
        return ControllerDeployments.get()
                .store()
                .find(wanted(), deploymentId)
                .map(RecordedDeployment::deployment)
                .filter(AgainScript::isPossible)
                .orElseThrow(
                        () -> new Refused(
                                "What " + wanted()
                                        + " is to be brought back to is not kept any longer; choose another deployment of its history"));
    }

    @Override
    public CpsFlowExecution create(FlowDefinition definition, FlowExecutionOwner owner, List<? extends Action> actions)
            throws IOException {
        Run<?, ?> run = (Run<?, ?>) owner.getExecutable();
        return new CpsFlowExecution(script, true, owner, DurabilityHintProvider.suggestedFor(run.getParent()));
    }

    /** Each is a run of its own, and none becomes part of a run that waits in the queue. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return true;
    }
}
