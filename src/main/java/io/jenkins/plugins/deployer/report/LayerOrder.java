package io.jenkins.plugins.deployer.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Orders the vertices of each layer so that few edges cross: sweeps forth and back that put every vertex at the mean
 * position of its neighbours, of which the best is kept (the barycenter method of Sugiyama, Tagawa and Toda, 1981).
 */
final class LayerOrder {
    private static final int SWEEPS = 60;

    private final Proper graph;
    private final double[] position;

    private LayerOrder(Proper graph) {
        this.graph = graph;
        this.position = new double[graph.size()];
    }

    /** The vertices of each layer, from the top. */
    static List<List<Integer>> of(Proper graph) {
        return new LayerOrder(graph).best();
    }

    private List<List<Integer>> best() {
        List<List<Integer>> layers = depthFirst();
        List<List<Integer>> best = copy(layers);
        long fewest = crossings(layers);
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            if (sweep % 2 == 0) {
                for (int i = 1; i < layers.size(); i++) {
                    sort(layers.get(i), layers.get(i - 1), true);
                }
            } else {
                for (int i = layers.size() - 2; i >= 0; i--) {
                    sort(layers.get(i), layers.get(i + 1), false);
                }
            }
            long crossings = crossings(layers);
            if (crossings < fewest) {
                fewest = crossings;
                best = copy(layers);
            }
        }
        return best;
    }

    /** Begins with what belongs together side by side, in the order of the rules. */
    private List<List<Integer>> depthFirst() {
        List<List<Integer>> layers = new ArrayList<>();
        for (int i = 0; i < graph.layers(); i++) {
            layers.add(new ArrayList<>());
        }
        boolean[] seen = new boolean[graph.size()];
        for (int vertex = 0; vertex < graph.size(); vertex++) {
            if (graph.before(vertex).isEmpty()) {
                visit(vertex, seen, layers);
            }
        }
        return layers;
    }

    private void visit(int vertex, boolean[] seen, List<List<Integer>> layers) {
        if (!seen[vertex]) {
            seen[vertex] = true;
            layers.get(graph.layer(vertex)).add(vertex);
            graph.after(vertex).forEach(next -> visit(next, seen, layers));
        }
    }

    /** A vertex without neighbours there keeps its place. */
    private void sort(List<Integer> layer, List<Integer> fixed, boolean forwards) {
        for (int i = 0; i < fixed.size(); i++) {
            position[fixed.get(i)] = i;
        }
        double[] wanted = new double[graph.size()];
        for (int i = 0; i < layer.size(); i++) {
            int vertex = layer.get(i);
            wanted[vertex] = (forwards ? graph.before(vertex) : graph.after(vertex))
                    .stream()
                            .mapToDouble(neighbour -> position[neighbour])
                            .average()
                            .orElse(i);
        }
        layer.sort((a, b) -> Double.compare(wanted[a], wanted[b]));
    }

    private long crossings(List<List<Integer>> layers) {
        long crossings = 0;
        for (int i = 1; i < layers.size(); i++) {
            crossings += crossings(layers.get(i - 1), layers.get(i));
        }
        return crossings;
    }

    /** Inversions among the edges between two layers, counted with a binary indexed tree. */
    private long crossings(List<Integer> left, List<Integer> right) {
        for (int i = 0; i < right.size(); i++) {
            position[right.get(i)] = i;
        }
        int[] tree = new int[right.size() + 1];
        long crossings = 0;
        int passed = 0;
        for (int vertex : left) {
            int[] ends = graph.after(vertex).stream()
                    .mapToInt(next -> (int) position[next])
                    .sorted()
                    .toArray();
            for (int end : ends) {
                int above = 0;
                for (int i = end + 1; i > 0; i -= i & -i) {
                    above += tree[i];
                }
                crossings += passed - above;
            }
            for (int end : ends) {
                for (int i = end + 1; i < tree.length; i += i & -i) {
                    tree[i]++;
                }
            }
            passed += ends.length;
        }
        return crossings;
    }

    private static List<List<Integer>> copy(List<List<Integer>> layers) {
        return layers.stream().<List<Integer>>map(ArrayList::new).toList();
    }
}
