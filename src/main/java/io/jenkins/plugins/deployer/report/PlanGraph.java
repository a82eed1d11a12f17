package io.jenkins.plugins.deployer.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.report.LayeredGraph.Edge;
import io.jenkins.plugins.deployer.report.LayeredGraph.Layer;
import io.jenkins.plugins.deployer.report.LayeredGraph.Node;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Draws a plan as a graph in three layers, builds, images and services, with how far each of its tasks is. */
final class PlanGraph {
    private static final List<Layer> LAYERS = List.of(
            new Layer("build", "builds", 210),
            new Layer("image", "images", 250),
            new Layer("service", "services", 220));

    private final Map<String, TaskState> states;
    private final Function<ServiceOnHost, Optional<URI>> pages;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<Edge> edges = new LinkedHashSet<>();
    private final Map<String, Integer> builds = new HashMap<>();
    private final Map<String, Integer> images = new HashMap<>();

    private PlanGraph(Map<String, TaskState> states, Function<ServiceOnHost, Optional<URI>> pages) {
        this.states = states;
        this.pages = pages;
    }

    /**
     * @param plan in its JSON form
     * @param states of the tasks, by title; one that is missing waits
     * @param pages of the services
     */
    static LayeredGraph of(JsonNode plan, Map<String, TaskState> states, Function<ServiceOnHost, Optional<URI>> pages) {
        PlanGraph drawing = new PlanGraph(states, pages);
        plan.path("builds").forEach(drawing::build);
        plan.path("publications").forEach(drawing::publication);
        plan.path("deployments").forEach(drawing::deployment);
        return new LayeredGraph("What this run builds, publishes and deploys", LAYERS, drawing.nodes, drawing.edges);
    }

    private void build(JsonNode task) {
        String file = task.path("dockerfile").path("path").asText("Dockerfile in the rules");
        String target = task.path("unikernel").path("target").asText("");
        String machine = task.path("architecture").asText();
        builds.put(
                task.path("key").asText(),
                add(0, file, target.isEmpty() ? machine : target + " on " + machine, Optional.empty(), task));
    }

    private void publication(JsonNode task) {
        int node = add(1, task.path("image").asText(), "", Optional.empty(), task);
        images.put(task.path("image").asText(), node);
        join(task.path("builds"), node);
    }

    private void deployment(JsonNode task) {
        String name = task.path("name").asText();
        int node = add(
                2,
                name,
                "on " + task.path("host").asText(),
                ServiceOnHost.of(task).flatMap(pages),
                task);
        Optional.ofNullable(images.get(task.path("image").asText()))
                .ifPresent(image -> edges.add(new Edge(image, node)));
        join(task.path("builds"), node);
    }

    private void join(JsonNode keys, int node) {
        keys.forEach(key ->
                Optional.ofNullable(builds.get(key.asText())).ifPresent(build -> edges.add(new Edge(build, node))));
    }

    private int add(int layer, String title, String what, Optional<URI> link, JsonNode task) {
        TaskState state = states.getOrDefault(task.path("title").asText(), TaskState.WAITING);
        String detail = what.isEmpty() ? state.label() : what + " · " + state.label();
        nodes.add(new Node(layer, title, detail, link, "", "is-" + state.style()));
        return nodes.size() - 1;
    }
}
