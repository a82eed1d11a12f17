package io.jenkins.plugins.deployer.jenkins.steps;

import io.jenkins.plugins.deployer.jenkins.run.RunRecord;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.SavedPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A task of a plan that a run has.
 *
 * @param resource which rules file the plan was made by, if the Pipeline named one
 * @param plan the task's
 */
record PlannedTask<T>(Optional<String> resource, Plan plan, T task) {
    /**
     * The first task that is wanted, of the newest plan that has one.
     *
     * @throws IllegalArgumentException if a plan was saved in a form that is unknown here
     */
    static <T> Optional<PlannedTask<T>> find(
            List<RunRecord.Planned> plans, Function<Plan, List<T>> tasks, Predicate<T> wanted) {
        for (int i = plans.size() - 1; i >= 0; i--) {
            RunRecord.Planned planned = plans.get(i);
            Plan plan = SavedPlan.read(planned.json());
            Optional<T> found = tasks.apply(plan).stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return Optional.of(new PlannedTask<>(planned.resource(), plan, found.get()));
            }
        }
        return Optional.empty();
    }
}
