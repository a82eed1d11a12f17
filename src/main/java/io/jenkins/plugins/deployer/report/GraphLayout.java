package io.jenkins.plugins.deployer.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where everything of a graph is drawn, in pixels: layers from left to right, each node at the height of its
 * neighbours as far as the order and the distance in its layer permit.
 */
final class GraphLayout {
    static final int NODE_HEIGHT = 46;
    static final int TOP = 56;
    static final int MARGIN = 16;

    private static final int GAP_BETWEEN_LAYERS = 56;
    /** Of empty bands from the left to the right edge, at the most. */
    private static final int GAP_BETWEEN_PARTS = 28;

    private static final int GAP = 12;
    private static final int BEND_HEIGHT = 4;
    private static final int SWEEPS = 10;

    private final LayeredGraph drawn;
    private final Proper graph;
    private final List<List<Integer>> layers;
    private final double[] middle;
    private final double height;

    GraphLayout(LayeredGraph drawn) {
        this.drawn = drawn;
        graph = new Proper(drawn);
        layers = LayerOrder.of(graph);
        middle = new double[graph.size()];
        layers.forEach(this::stack);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = layers.size() - 2; i >= 0; i--) {
                align(layers.get(i), false);
            }
            for (int i = 1; i < layers.size(); i++) {
                align(layers.get(i), true);
            }
        }
        height = moveTogether();
    }

    /** The left edge of a layer. */
    int left(int layer) {
        int left = MARGIN;
        for (int before = 0; before < layer; before++) {
            left += nodeWidth(before) + GAP_BETWEEN_LAYERS;
        }
        return left;
    }

    int nodeWidth(int layer) {
        return drawn.layers().get(layer).width();
    }

    int width() {
        int last = graph.layers() - 1;
        return left(last) + nodeWidth(last) + MARGIN;
    }

    double height() {
        return height;
    }

    /** The top edge of a node. */
    double top(int node) {
        return middle[node] - NODE_HEIGHT / 2.0;
    }

    /** The nodes of a layer, from the top. */
    List<Integer> nodes(int layer) {
        return layers.get(layer).stream().filter(graph::isNode).toList();
    }

    /** The SVG path of each edge. */
    List<String> paths() {
        return graph.routes().stream().map(this::path).toList();
    }

    private String path(List<Integer> route) {
        StringBuilder path = new StringBuilder();
        double x = right(route.get(0));
        double y = middle[route.get(0)];
        path.append('M').append(number(x)).append(' ').append(number(y));
        for (int vertex : route.subList(1, route.size())) {
            double nextX = left(graph.layer(vertex));
            double nextY = middle[vertex];
            double half = (x + nextX) / 2;
            path.append('C').append(number(half)).append(' ').append(number(y));
            path.append(' ').append(number(half)).append(' ').append(number(nextY));
            path.append(' ').append(number(nextX)).append(' ').append(number(nextY));
            x = nextX;
            y = nextY;
            if (!graph.isNode(vertex)) {
                x = right(vertex);
                path.append('H').append(number(x));
            }
        }
        return path.toString();
    }

    private int right(int vertex) {
        return left(graph.layer(vertex)) + nodeWidth(graph.layer(vertex));
    }

    /** With one decimal at most. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? String.valueOf(tenths / 10) : String.valueOf(tenths / 10.0);
    }

    private void stack(List<Integer> layer) {
        double y = 0;
        for (int i = 0; i < layer.size(); i++) {
            y += i == 0 ? 0 : distance(layer.get(i - 1), layer.get(i));
            middle[layer.get(i)] = y;
        }
    }

    private double distance(int above, int below) {
        return (heightOf(above) + heightOf(below)) / 2.0 + GAP;
    }

    private int heightOf(int vertex) {
        return graph.isNode(vertex) ? NODE_HEIGHT : BEND_HEIGHT;
    }

    /** Moves each vertex of a layer to the mean height of its neighbours on one side, or as near as it can get. */
    private void align(List<Integer> layer, boolean forwards) {
        double[] wanted = new double[layer.size()];
        double[] distance = new double[layer.size()];
        for (int i = 0; i < layer.size(); i++) {
            int vertex = layer.get(i);
            List<Integer> neighbours = forwards ? graph.before(vertex) : graph.after(vertex);
            wanted[i] = neighbours.stream()
                    .mapToDouble(neighbour -> middle[neighbour])
                    .average()
                    .orElse(middle[vertex]);
            distance[i] = i == 0 ? 0 : distance(layer.get(i - 1), vertex);
        }
        double[] placed = Spacing.place(wanted, distance);
        for (int i = 0; i < placed.length; i++) {
            middle[layer.get(i)] = placed[i];
        }
    }

    /**
     * Takes out what is empty over the whole width, which the alignment leaves between parts that have nothing to do
     * with each other.
     *
     * @return the height of the drawing
     */
    private double moveTogether() {
        List<Integer> fromTop = IntStream.range(0, middle.length)
                .boxed()
                .sorted(Comparator.comparingDouble(this::highest))
                .toList();
        double[] moved = new double[middle.length];
        double lowest = Double.NEGATIVE_INFINITY;
        double shift = fromTop.isEmpty() ? 0 : TOP - highest(fromTop.get(0));
        for (int vertex : fromTop) {
            double empty = highest(vertex) - lowest - GAP_BETWEEN_PARTS;
            if (empty > 0 && lowest > Double.NEGATIVE_INFINITY) {
                shift -= empty;
            }
            lowest = Math.max(lowest, lowest(vertex));
            moved[vertex] = middle[vertex] + shift;
        }
        double bottom = fromTop.isEmpty() ? TOP : lowest + shift;
        System.arraycopy(moved, 0, middle, 0, moved.length);
        return bottom + MARGIN;
    }

    /** The top of a vertex, or of its edges to the next layer. */
    private double highest(int vertex) {
        return graph.after(vertex).stream()
                .mapToDouble(next -> middle[next])
                .reduce(middle[vertex] - heightOf(vertex) / 2.0, Math::min);
    }

    private double lowest(int vertex) {
        return graph.after(vertex).stream()
                .mapToDouble(next -> middle[next])
                .reduce(middle[vertex] + heightOf(vertex) / 2.0, Math::max);
    }
}
