package io.jenkins.plugins.deployer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.report.LayeredGraph.Edge;
import io.jenkins.plugins.deployer.report.LayeredGraph.Layer;
import io.jenkins.plugins.deployer.report.LayeredGraph.Node;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayoutTest {
    @Test
    void edges_that_need_not_cross_do_not() {
        LayeredGraph graph = graph(List.of(node(2), node(2), node(3), node(3)), Set.of(new Edge(0, 3), new Edge(1, 2)));

        GraphLayout layout = new GraphLayout(graph);

        assertThat(layout.top(0) < layout.top(1)).isEqualTo(layout.top(3) < layout.top(2));
    }

    @Test
    void a_chain_is_a_straight_line() {
        LayeredGraph graph = graph(List.of(node(0), node(1), node(2)), Set.of(new Edge(0, 1), new Edge(1, 2)));

        GraphLayout layout = new GraphLayout(graph);

        assertThat(layout.top(0)).isEqualTo(layout.top(1)).isEqualTo(layout.top(2));
    }

    @Test
    void what_wants_the_same_place_is_spread_around_it() {
        assertThat(Spacing.place(new double[] {100, 100, 100}, new double[] {0, 50, 50}))
                .containsExactly(50, 100, 150);
    }

    @Test
    void what_has_room_is_where_it_wants_to_be() {
        assertThat(Spacing.place(new double[] {0, 60, 500}, new double[] {0, 50, 50}))
                .containsExactly(0, 60, 500);
    }

    @Test
    void one_that_wants_to_be_far_away_does_not_take_the_others_along() {
        double[] placed = Spacing.place(new double[] {9_000, 50, 100, 150, 200}, new double[] {0, 50, 50, 50, 50});

        assertThat(placed[4]).isBetween(200.0, 250.0);
    }

    @Test
    void long_texts_are_elided_so_that_beginning_and_end_are_read() {
        String name = "registry.example.org/a/rather/long/name:live";

        String fitting = TextWidth.fit(name, 120, 13, true);

        assertThat(fitting).startsWith("reg").contains("…").endsWith(":live");
        assertThat(TextWidth.of(fitting, 13, true)).isLessThanOrEqualTo(120);
        assertThat(TextWidth.fit("short", 120, 13, true)).isEqualTo("short");
        assertThat(TextWidth.fit("日本語の名前", 1, 13, true)).isEqualTo("…");
    }

    private static LayeredGraph graph(List<Node> nodes, Set<Edge> edges) {
        return new LayeredGraph("a graph", Collections.nCopies(4, new Layer("one", "many", 200)), nodes, edges);
    }

    private static Node node(int layer) {
        return new Node(layer, "a", "", Optional.empty(), "card", "");
    }
}
