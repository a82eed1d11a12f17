package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.InvisibleAction;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.trust.Allowed;
import io.jenkins.plugins.deployer.jenkins.trust.Gate;
import io.jenkins.plugins.deployer.jenkins.trust.Refused;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.Origin;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.scm.api.SCMRevisionAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.cps.CpsFlowFactoryAction2;
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
public final class DeployAgain extends InvisibleAction implements CpsFlowFactoryAction2, Queue.QueueAction {
    private final String kind;
    private final String service;
    private final String host;
    private final String deploymentId;
    private final String cause;
    private final String script;

    private DeployAgain(Deployment chosen, Deployment.Cause cause) {
        this.kind = chosen.service().kind().name();
        this.service = chosen.service().name();
        this.host = chosen.service().host();
        this.deploymentId = chosen.id();
        this.cause = cause.name();
        this.script = AgainScript.of(chosen, cause);
    }

    /** Whether a service can be brought back to a deployment. */
    public static boolean isPossible(Deployment chosen) {
        return AgainScript.isPossible(chosen);
    }

    /**
     * Puts a run into the queue.
     *
     * @param job that deployed the service last
     * @param chosen a deployment of the service that was live
     * @param starter who wants it
     * @throws Refused with a sentence, if there is no way to
     */
    public static void schedule(Job<?, ?> job, RecordedDeployment chosen, Deployment.Cause cause, Cause starter)
            throws Refused {
        if (!AgainScript.isPossible(chosen.deployment())) {
            throw new Refused(chosen.deployment().service() + " cannot be brought back to that deployment");
        }
        SCMRevisionAction revision = revision(job, chosen.asker())
                .orElseThrow(() -> new Refused("No run of " + job.getFullName()
                        + " is kept any longer that says which branch it builds; run it once and try again"));
        Queue.Item queued = ParameterizedJobMixIn.scheduleBuild2(
                job, 0, new CauseAction(starter), new DeployAgain(chosen.deployment(), cause), revision);
        if (queued == null) {
            throw new Refused("The job " + job.getFullName()
                    + " cannot be run now; it is disabled, or Jenkins is about to" + " shut down");
        }
    }

    /** Of the run that deployed it, else of a newer one. */
    private static Optional<SCMRevisionAction> revision(Job<?, ?> job, Asker asker) {
        if (asker.job().equals(job.getFullName())) {
            Run<?, ?> itself = job.getBuildByNumber(asker.number());
            SCMRevisionAction known = itself == null ? null : itself.getAction(SCMRevisionAction.class);
            if (known != null) {
                return Optional.of(known);
            }
        }
        for (Run<?, ?> run = job.getLastBuild(); run != null; run = run.getPreviousBuild()) {
            SCMRevisionAction known = run.getAction(SCMRevisionAction.class);
            if (known != null) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    static Optional<DeployAgain> find(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(DeployAgain.class));
    }

    Deployment.Cause cause() {
        return Deployment.Cause.valueOf(cause);
    }

    /**
     * What is to be live again.
     *
     * @throws Refused if it is no longer kept, or was not live
     */
    Deployment deployment() throws IOException {
        ServiceOnHost wanted = new ServiceOnHost(ServiceOnHost.Kind.valueOf(kind), service, host);
        return ControllerDeployments.get()
                .store()
                .find(wanted, deploymentId)
                .map(RecordedDeployment::deployment)
                .filter(AgainScript::isPossible)
                .orElseThrow(
                        () -> new Refused(
                                "What " + wanted
                                        + " is to be brought back to is not kept any longer; choose another deployment of its history"));
    }

    static Origin origin(Deployment chosen) {
        Deployment.Origin of = chosen.origin().orElseThrow();
        return new Origin(of.repository(), of.branch(), of.commit(), true);
    }

    /**
     * Whether the run may deploy this: the service by the rules, the image because it was live.
     *
     * @throws Refused if it may not
     */
    static Gate.Permit<Allowed> permit(Run<?, ?> run, Deployment chosen, String host, String service, ImageName image)
            throws IOException, InterruptedException {
        Gate.Permit<Allowed> permit = Gate.mayDeploy(run, host, service);
        ImageName published = permit.rule().deployment().publish();
        boolean isIt = chosen.service().name().equals(service)
                && chosen.service().host().equals(host)
                && chosen.digest().equals(image.digest())
                && published.registry().equals(image.registry())
                && published.repository().equals(image.repository())
                && chosen.origin()
                        .filter(origin ->
                                origin.repository().equals(permit.source().repository()))
                        .isPresent();
        if (!isIt) {
            throw new Refused("This run is to bring " + chosen.service() + " back to "
                    + chosen.digest().orElse("nothing") + " of " + published + ", and not " + service + "@" + host
                    + " to " + image);
        }
        return permit;
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
