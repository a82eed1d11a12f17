package io.jenkins.plugins.deployer.plan;

import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.ImageDeployment;
import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes plans. Pure: equal rules, revisions and values make equal plans. */
public final class Planner {
    private Planner() {}

    /**
     * What must be looked up before {@link #plan} can be made for the revision.
     *
     * @throws IllegalArgumentException if the rules do not name the repository
     */
    public static Set<BuildArgument.LookedUp> lookUps(Rules rules, Revision revision) {
        Set<BuildArgument.LookedUp> found = new LinkedHashSet<>();
        for (Build build : repository(rules, revision).builds()) {
            for (BuildArgument argument : build.options().arguments().values()) {
                if (argument instanceof BuildArgument.LookedUp lookedUp) {
                    found.add(lookedUp);
                }
            }
        }
        return Collections.unmodifiableSet(found);
    }

    /**
     * What the rules ask for a revision: every build on every architecture; for a live head also what is then
     * published and deployed.
     *
     * @param values what was found for each of {@link #lookUps}
     * @throws IllegalArgumentException if the rules do not name the repository, or a value is missing
     */
    public static Plan plan(Rules rules, Revision revision, Map<BuildArgument.LookedUp, String> values) {
        PlanUnderWay plan = new PlanUnderWay(rules, revision, values);
        repository(rules, revision).builds().forEach(plan::add);
        return plan.finish();
    }

    /**
     * What merging a change request would deploy, if the merge had the tree of the change request; empty if the
     * revision is none, or if its target is not live.
     *
     * @throws IllegalArgumentException as of {@link #plan}
     */
    public static Optional<Plan> ifMerged(Rules rules, Revision revision, Map<BuildArgument.LookedUp, String> values) {
        if (revision.head() instanceof Head.ChangeRequest request) {
            Plan merged = plan(rules, revision.at(new Head.Branch(request.target())), values);
            return Optional.of(merged).filter(Plan::isLive);
        }
        return Optional.empty();
    }

    /** The live heads of each repository that has any, in the order of the rules. */
    public static Map<RepositoryName, Set<LiveHead>> liveHeads(Rules rules) {
        Map<RepositoryName, Set<LiveHead>> found = new LinkedHashMap<>();
        for (Repository repository : rules.repositories().values()) {
            for (Build build : repository.builds()) {
                liveHeads(build).forEach(head -> found.computeIfAbsent(repository.name(), name -> new LinkedHashSet<>())
                        .add(head));
            }
        }
        found.replaceAll((name, heads) -> Collections.unmodifiableSet(heads));
        return Collections.unmodifiableMap(found);
    }

    private static Stream<LiveHead> liveHeads(Build build) {
        if (build instanceof Build.Image image) {
            return image.deployments().stream().map(ImageDeployment::head);
        }
        return ((Build.Unikernel) build).deployments().stream().map(UnikernelDeployment::head);
    }

    private static Repository repository(Rules rules, Revision revision) {
        Repository repository = rules.repositories().get(revision.repository());
        if (repository == null) {
            throw new IllegalArgumentException(
                    "The rules say nothing about the repository " + revision.repository() + "; add it to them first");
        }
        return repository;
    }
}
