package io.jenkins.plugins.deployer.jenkins.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.report.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tasks of one plan of a run, and how far each of them is.
 *
 * @param plan in its JSON form
 * @param tasks in the order of the plan: builds, publications, deployments
 */
public record RunTasks(RunRecord.Planned plan, List<Task> tasks) {
    public RunTasks {
        requireNonNull(plan);
        tasks = List.copyOf(tasks);
    }

    /**
     * @param title in the plan
     * @param service which it deploys; empty for a build or a publication
     * @param deployment what became of that
     */
    public record Task(
            String title, TaskState state, Optional<ServiceOnHost> service, Optional<Deployment> deployment) {
        public Task {
            requireNonNull(title);
            requireNonNull(state);
            requireNonNull(service);
            requireNonNull(deployment);
        }
    }

    /**
     * What is going on in a run.
     *
     * @param isOver whether nothing more will be done
     * @param titles of the tasks that its Pipeline is at
     * @param deploying the services whose turn has come
     * @param waiting the services that wait for their turn
     */
    public record Now(boolean isOver, Set<String> titles, Set<ServiceOnHost> deploying, Set<ServiceOnHost> waiting) {
        public Now {
            titles = Set.copyOf(titles);
            deploying = Set.copyOf(deploying);
            waiting = Set.copyOf(waiting);
        }
    }

    /** Of each plan of a run. */
    public static List<RunTasks> of(RunRecord record, Now now) {
        return record.plans().stream()
                .map(plan -> new RunTasks(plan, new Reading(record, now).tasks(plan.json())))
                .toList();
    }

    /** The states of the tasks, by title. */
    public Map<String, TaskState> states() {
        Map<String, TaskState> states = new LinkedHashMap<>();
        tasks.forEach(task -> states.put(task.title(), task.state()));
        return states;
    }

    private static final class Reading {
        private final Now now;
        private final Set<String> done = new HashSet<>();
        private final Map<ServiceOnHost, Deployment> deployed = new HashMap<>();

        Reading(RunRecord record, Now now) {
            this.now = now;
            record.built().keySet().forEach(key -> done.add(key.hex()));
            record.published().keySet().forEach(name -> done.add(name.toString()));
            record.deployments().forEach(deployment -> deployed.put(deployment.service(), deployment));
        }

        List<Task> tasks(JsonNode plan) {
            List<Task> tasks = new ArrayList<>();
            plan.path("builds").forEach(build -> tasks.add(made(build, "key")));
            plan.path("publications").forEach(publication -> tasks.add(made(publication, "image")));
            plan.path("deployments").forEach(deployment -> tasks.add(deployed(deployment)));
            return tasks;
        }

        private Task made(JsonNode task, String name) {
            TaskState state = done.contains(task.path(name).asText()) ? TaskState.DONE : other(title(task));
            return new Task(title(task), state, Optional.empty(), Optional.empty());
        }

        private Task deployed(JsonNode task) {
            Optional<ServiceOnHost> service = ServiceOnHost.of(task);
            Optional<Deployment> deployment = service.map(deployed::get);
            TaskState state = other(title(task));
            if (service.isPresent() && now.deploying().contains(service.get())) {
                state = TaskState.WORKING;
            } else if (service.isPresent() && now.waiting().contains(service.get())) {
                state = TaskState.WAITING;
            } else if (deployment.isPresent()) {
                state = TaskState.of(deployment.get().outcome());
            }
            return new Task(title(task), state, service, deployment);
        }

        private TaskState other(String title) {
            if (now.isOver()) {
                return TaskState.NOT_DONE;
            }
            return now.titles().contains(title) ? TaskState.WORKING : TaskState.WAITING;
        }

        private static String title(JsonNode task) {
            return task.path("title").asText();
        }
    }
}
