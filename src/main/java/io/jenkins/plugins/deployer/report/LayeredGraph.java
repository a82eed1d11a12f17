package io.jenkins.plugins.deployer.report;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A graph whose nodes stand in layers, from left to right.
 *
 * @param title what it shows, for who cannot see it
 * @param edges from a layer to a later one
 */
record LayeredGraph(String title, List<Layer> layers, List<Node> nodes, Set<Edge> edges) {
    /**
     * @param style the class in style sheets, and the word for one of its nodes
     * @param many the word for several
     * @param width of its nodes, in pixels
     */
    record Layer(String style, String many, int width) {
        /** What stands behind a number. */
        String heading(long count) {
            return count == 1 ? style : many;
        }
    }

    /**
     * @param layer its position in {@link #layers}
     * @param detail a second, smaller line; may be empty
     * @param link where more is to be found
     * @param card the id of the card that tells more, in the page; may be empty
     * @param state further classes in style sheets; may be empty
     */
    record Node(int layer, String title, String detail, Optional<URI> link, String card, String state) {}

    /** Positions in {@link #nodes}. */
    record Edge(int from, int to) {}

    LayeredGraph {
        layers = List.copyOf(layers);
        nodes = List.copyOf(nodes);
        edges = Collections.unmodifiableSet(new LinkedHashSet<>(edges));
    }

    Layer layer(Node node) {
        return layers.get(node.layer());
    }
}
