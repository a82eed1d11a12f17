package io.jenkins.plugins.deployer.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A layered graph whose edges lead from one layer to the next: an edge that passes over layers has a vertex of its own
 * in each of them, which later bends it around what stands there. The first vertices are the nodes of the graph.
 */
final class Proper {
    private final List<Integer> layer = new ArrayList<>();
    private final List<List<Integer>> before = new ArrayList<>();
    private final List<List<Integer>> after = new ArrayList<>();
    private final List<List<Integer>> routes = new ArrayList<>();
    private final int nodes;
    private final int layers;

    Proper(LayeredGraph graph) {
        nodes = graph.nodes().size();
        layers = graph.layers().size();
        graph.nodes().forEach(node -> add(node.layer()));
        for (LayeredGraph.Edge edge : graph.edges()) {
            List<Integer> route = new ArrayList<>(List.of(edge.from()));
            int last = edge.from();
            for (int passed = layer(edge.from()) + 1; passed < layer(edge.to()); passed++) {
                int bend = add(passed);
                join(last, bend);
                route.add(bend);
                last = bend;
            }
            join(last, edge.to());
            route.add(edge.to());
            routes.add(route);
        }
    }

    private int add(int itsLayer) {
        layer.add(itsLayer);
        before.add(new ArrayList<>());
        after.add(new ArrayList<>());
        return layer.size() - 1;
    }

    private void join(int from, int to) {
        after.get(from).add(to);
        before.get(to).add(from);
    }

    int size() {
        return layer.size();
    }

    int layers() {
        return layers;
    }

    int layer(int vertex) {
        return layer.get(vertex);
    }

    boolean isNode(int vertex) {
        return vertex < nodes;
    }

    List<Integer> before(int vertex) {
        return before.get(vertex);
    }

    List<Integer> after(int vertex) {
        return after.get(vertex);
    }

    /** The vertices along each edge, in the order of the edges of the graph. */
    List<List<Integer>> routes() {
        return routes;
    }
}
