package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.image.BuildRecord;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.image.Staging;
import io.jenkins.plugins.deployer.jenkins.git.GitServer;
import io.jenkins.plugins.deployer.jenkins.hosts.ConfiguredLogins;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.trust.Gate;
import io.jenkins.plugins.deployer.jenkins.trust.RunSource;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.PlanText;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.unikernel.BuildCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jenkins.plugins.git.AbstractGitSCMSource;

/** Makes the plan of a run by one rules file, and keeps it on the run. Blocks. */
final class Planning {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final Optional<String> resource;
    private final RegistryClient registries;

    /** @param resource which rules file, if the Pipeline named one */
    Planning(Run<?, ?> run, TaskListener listener, Optional<String> resource) {
        this.run = run;
        this.listener = listener;
        this.resource = resource;
        this.registries = new RegistryClient(new ConfiguredLogins(), Set.of(), listener.getLogger()::println);
    }

    /**
     * @return the plan as Pipelines see it
     * @throws AbortException with a sentence if there can be no plan
     */
    Map<String, Object> plan() throws IOException, InterruptedException {
        DeployerRunAction action = DeployerRunAction.of(run);
        action.beginPlan(resource);
        try {
            return plan(action);
        } catch (IOException e) {
            action.addTrouble(resource, e.getMessage() == null ? e.toString() : e.getMessage());
            throw e;
        }
    }

    private Map<String, Object> plan(DeployerRunAction action) throws IOException, InterruptedException {
        Gate gate = Gate.of(run, resource);
        Repository repository = gate.mayBuild();
        Rules rules = gate.rules().rules();
        Revision revision = revision(gate.source());
        Map<BuildArgument.LookedUp, String> values =
                new LookedUp(rules, run, registries).values(Planner.lookUps(rules, revision));
        Plan plan;
        Optional<Plan> merged;
        try {
            plan = Planner.plan(rules, revision, values);
            merged = Planner.ifMerged(rules, revision, values);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        listener.getLogger().print(PlanText.of(plan));
        merged.ifPresent(deployed -> listener.getLogger()
                .print("If this were merged into " + target(revision) + ":\n" + PlanText.of(deployed)));
        Set<BuildKey> built = gate.mayStage() ? builtAlready(plan, repository, action) : Set.of();
        action.add(resource, gate.rules().revision(), plan, merged);
        return PlanMap.of(plan, gate.rules().revision(), built);
    }

    private static String target(Revision revision) {
        return ((Head.ChangeRequest) revision.head()).target();
    }

    /**
     * For a change request the commit stands for the tree: what it will be merged into is known only once it is checked
     * out. So its builds have keys that nothing else has, and are never used again.
     */
    private Revision revision(RunSource source) throws IOException, InterruptedException {
        String tree = source.head() instanceof Head.ChangeRequest ? source.commit() : tree(source);
        return new Revision(source.repository(), source.head(), source.commit(), tree);
    }

    private String tree(RunSource source) throws IOException, InterruptedException {
        if (!(source.scmSource() instanceof AbstractGitSCMSource git)) {
            throw new AbortException("Only branch sources of Git can be planned for, not "
                    + source.scmSource().getClass().getName());
        }
        return DeployerHome.trees()
                .tree(GitServer.of(git, run.getParent()).forRun(run), source.commit(), CommittedFile.ref(source));
    }

    /**
     * The builds that need not be made, because this repository's branches or tags had them made before. One whose unikernel
     * was not checked for what the rules ask for now is not among them: it is checked where it would be built.
     */
    private Set<BuildKey> builtAlready(Plan plan, Repository repository, DeployerRunAction action)
            throws IOException, InterruptedException {
        Set<BuildKey> built = new LinkedHashSet<>();
        for (BuildTask build : plan.builds()) {
            Optional<ImageName> place = Staging.place(build, plan);
            if (place.isPresent()) {
                Staging staging = new Staging(registries, DeployerHome.builds(build.key()));
                Optional<BuildRecord> record = staging.find(build, place.get(), plan.revision(), Deadline.in(PATIENCE));
                if (record.isPresent()) {
                    action.addBuilt(build.key(), record.get().image());
                    Optional<String> asked = BuildCheck.of(build, repository).map(BuildCheck::fingerprint);
                    if (asked.isEmpty() || staging.isChecked(record.get(), asked.get())) {
                        built.add(build.key());
                    }
                    listener.getLogger()
                            .println("Built already, from "
                                    + record.get().revision().head() + ": " + build.title());
                }
            }
        }
        return built;
    }
}
