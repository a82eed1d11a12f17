package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.rules.ImageDeployment;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.Quoted;
import io.jenkins.plugins.deployer.rules.Repository;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where every step passes before it does anything: collects the facts of a run and asks the {@link Policy}. May ask the
 * SCM of the rules library, so not for a CPS VM thread.
 */
public final class Gate {
    private final Run<?, ?> run;
    private final Optional<String> resource;
    private final RulesAt rules;
    private final RunSource source;
    private final Policy policy;

    private Gate(Run<?, ?> run, Optional<String> resource, RulesAt rules, RunSource source) {
        this.run = run;
        this.resource = resource;
        this.rules = rules;
        this.source = source;
        policy = new Policy(rules);
    }

    /**
     * For a run, by one rules file.
     *
     * @param resource which a Pipeline chose from the configured library; empty: the configured one
     * @throws Refused if there are no rules, they cannot be used, or the run builds no repository of their forge
     * @throws IOException if the rules cannot be read now
     */
    public static Gate of(Run<?, ?> run, Optional<String> resource) throws IOException, InterruptedException {
        RulesAt rules = TrustedRules.get().read(resource);
        return new Gate(run, resource, rules, RunSource.of(run, rules.rules()));
    }

    /**
     * What allows a run to deploy something.
     *
     * @param rules which have the rule
     * @param source what the run builds
     * @param rule by which it may
     */
    public record Permit<T>(RulesAt rules, RunSource source, T rule) {}

    /**
     * Whether the run may deploy a service at all; ask again with the image before doing it.
     *
     * @see #mayDeploy(Run, String, String, ImageName)
     */
    public static Permit<Allowed> mayDeploy(Run<?, ?> run, String host, String service)
            throws IOException, InterruptedException {
        return mayDeploy(run, resources(run), host, service);
    }

    /**
     * The same for a run that made no plan, for an image that is known to have been live.
     *
     * @param resources of which rules files one has to allow it; empty: the configured one
     */
    public static Permit<Allowed> mayDeploy(Run<?, ?> run, Set<Optional<String>> resources, String host, String service)
            throws IOException, InterruptedException {
        return permit(run, resources, gate -> asked(() -> gate.policy.service(gate.facts(), host, service)));
    }

    /**
     * Whether the run may deploy a service with this image, by the rules as they are now. The rules files count that its
     * plans were made from; if it has no plan, the configured one.
     *
     * @param host the name of the host in the rules
     * @param service the name of the service in the rules
     * @param image has a digest
     * @throws Refused with the rule that would be needed
     * @throws IOException if the rules cannot be read now
     */
    public static Permit<Allowed> mayDeploy(Run<?, ?> run, String host, String service, ImageName image)
            throws IOException, InterruptedException {
        return permit(
                run,
                resources(run),
                gate -> asked(() -> {
                    Facts facts = gate.facts();
                    Allowed allowed = gate.policy.service(facts, host, service);
                    gate.policy.image(facts, allowed, image);
                    return allowed;
                }));
    }

    /**
     * What the run may deploy as a unikernel, by the rules as they are now.
     *
     * @param host the name of the host in the rules
     * @param unikernel the name of the unikernel in the rules
     * @param image by digest, or as it was pushed to staging; empty for whichever the rule says
     * @throws Refused with the rule that would be needed
     * @throws IOException if the rules cannot be read now
     */
    public static Permit<AllowedUnikernel> mayDeployUnikernel(
            Run<?, ?> run, String host, String unikernel, Optional<ImageName> image)
            throws IOException, InterruptedException {
        return permit(
                run, resources(run), gate -> asked(() -> gate.policy.unikernel(gate.facts(), host, unikernel, image)));
    }

    /**
     * The same for a run that made no plan, for an image that is known to have been live.
     *
     * @param resources of which rules files one has to allow it; empty: the configured one
     */
    public static Permit<AllowedUnikernel> mayDeployUnikernel(
            Run<?, ?> run, Set<Optional<String>> resources, String host, String unikernel, ImageName known)
            throws IOException, InterruptedException {
        return permit(
                run, resources, gate -> asked(() -> gate.policy.knownUnikernel(gate.facts(), host, unikernel, known)));
    }

    private interface Passage<T> {
        T through(Gate gate) throws Refused;
    }

    /** The rules files that the plans of a run were made from. */
    public static Set<Optional<String>> resources(Run<?, ?> run) {
        Set<Optional<String>> resources = new LinkedHashSet<>();
        DeployerRunAction.find(run)
                .ifPresent(action -> action.record().plans().forEach(plan -> resources.add(plan.resource())));
        return resources;
    }

    private static <T> Permit<T> permit(Run<?, ?> run, Set<Optional<String>> resources, Passage<T> passage)
            throws IOException, InterruptedException {
        Refused refused = null;
        for (Optional<String> resource : resources.isEmpty() ? Set.of(Optional.<String>empty()) : resources) {
            Gate gate = of(run, resource);
            try {
                return new Permit<>(gate.rules, gate.source, passage.through(gate));
            } catch (Refused e) {
                refused = e;
            }
        }
        throw refused;
    }

    public RulesAt rules() {
        return rules;
    }

    public RunSource source() {
        return source;
    }

    /**
     * The run's repository in the rules, by which it may be built.
     *
     * @throws Refused if they do not name it
     */
    public Repository mayBuild() throws Refused {
        return asked(() -> policy.repository(facts()));
    }

    /** Whether builds of the run get logins to registries, and are pushed to staging. */
    public boolean mayStage() {
        return policy.mayStage(facts());
    }

    /** Whether what the run builds may be recorded for other runs to reuse. */
    public boolean mayRecord() {
        return policy.mayRecord(facts());
    }

    /**
     * The rule by which the run may publish.
     *
     * @throws Refused with the rule that would be needed
     */
    public ImageDeployment mayPublish(ImageName name) throws Refused {
        return asked(() -> policy.publication(facts(), name));
    }

    /**
     * Whether a Pipeline may deploy to an endpoint of its own, with credentials of its job. Any job may where the
     * administrator chose so, except for builds of change requests and replays of those who may not deploy.
     *
     * @param host as the step was given it
     * @param credentialsId as the step was given it; empty for none
     * @throws Refused if it may not
     */
    public static void mayUseOwn(Run<?, ?> run, String host, String credentialsId)
            throws IOException, InterruptedException {
        DeployerConfiguration configuration = DeployerConfiguration.get();
        Optional<RulesAt> rules = configuration.rulesSource().isEmpty()
                ? Optional.empty()
                : Optional.of(TrustedRules.get().read(Optional.empty()));
        asked(() -> {
            OwnEndpoint.check(
                    rules, configuration.isPipelinesDeployWithOwnCredentials(), host, !credentialsId.isBlank());
            return null;
        });
        Job<?, ?> job = run.getParent();
        String what = "The job " + Quoted.text(job.getFullName()) + " may not deploy to an endpoint of its own: ";
        if (RunSource.isUntrustedBranchJob(job)) {
            throw new Refused(what + "change requests are only built");
        }
        if (replay(job, Replays.of(run)) == Facts.Replay.BY_OTHERS) {
            throw new Refused(what + Policy.REPLAYED);
        }
    }

    /** Whether the {@code host} of a step is an endpoint, for {@link #mayUseOwn} to say, and no name of the rules. */
    public static boolean isEndpoint(String host) {
        return OwnEndpoint.isOne(host);
    }

    /** The same of a step for unikernels. */
    public static boolean isUnikernelEndpoint(String host) {
        return OwnEndpoint.isOneOfUnikernels(host);
    }

    private Facts facts() {
        Job<?, ?> job = run.getParent();
        return new Facts(
                job.getFullName(),
                DeployerConfiguration.get().covers(job.getFullName()),
                source.repository(),
                source.head(),
                replay(job, source.origin()),
                DeployerRunAction.find(run)
                        .map(action -> Produced.of(action.record(), resource))
                        .orElse(Produced.NOTHING));
    }

    private static Facts.Replay replay(Job<?, ?> job, Replays.Origin origin) {
        if (!origin.isReplayed()) {
            return Facts.Replay.NO;
        }
        boolean byDeployers = origin.isControllers()
                || !origin.starters().isEmpty()
                        && origin.starters().stream().allMatch(starter -> Deployers.are(job, starter));
        return byDeployers ? Facts.Replay.BY_DEPLOYER : Facts.Replay.BY_OTHERS;
    }

    private interface Question<T> {
        T answer() throws RefusedByRules;
    }

    private static <T> T asked(Question<T> question) throws Refused {
        try {
            return question.answer();
        } catch (RefusedByRules e) {
            throw new Refused(e);
        }
    }
}
