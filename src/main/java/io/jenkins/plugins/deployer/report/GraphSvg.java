package io.jenkins.plugins.deployer.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.report.LayeredGraph.Edge;
import io.jenkins.plugins.deployer.report.LayeredGraph.Layer;
import io.jenkins.plugins.deployer.report.LayeredGraph.Node;
import io.jenkins.plugins.deployer.rules.Rules;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The rules drawn as SVG: repositories, builds, images, services and hosts from left to right. It follows the reader's
 * choice of light or dark, loads nothing and runs nothing.
 */
public final class GraphSvg {
    private static final double TITLE_SIZE = 13;
    private static final double DETAIL_SIZE = 11;
    private static final int PADDING = 14;

    private final LayeredGraph graph;
    private final GraphLayout layout;
    private final IntFunction<Optional<String>> links;

    private GraphSvg(LayeredGraph graph, IntFunction<Optional<String>> links) {
        this.graph = graph;
        this.layout = new GraphLayout(graph);
        this.links = links;
    }

    /** A file of its own. */
    public static String of(Rules rules) {
        LayeredGraph graph = RulesGraph.of(rules);
        Markup out = new Markup().verbatim("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        new GraphSvg(graph, node -> graph.nodes().get(node).link().map(Object::toString))
                .write(out, "xmlns", "http://www.w3.org/2000/svg");
        return out.line().toString();
    }

    /**
     * The rules as a part of a page whose style sheets say how it looks.
     *
     * @param pages of the services; one that has none leads to where people reach it
     */
    public static String part(Rules rules, Function<ServiceOnHost, Optional<URI>> pages) {
        return part(RulesGraph.of(rules, pages));
    }

    /**
     * A plan, and how far it is, in the same way.
     *
     * @param plan in its JSON form
     * @param states of the tasks, by title; one that is missing waits
     * @param pages of the services
     */
    public static String part(
            JsonNode plan, Map<String, TaskState> states, Function<ServiceOnHost, Optional<URI>> pages) {
        return part(PlanGraph.of(plan, states, pages));
    }

    private static String part(LayeredGraph graph) {
        Markup out = new Markup();
        write(out, graph, node -> graph.nodes().get(node).link().map(Object::toString));
        return out.toString();
    }

    /** A part of a page that has the style sheet and says where the nodes lead. */
    static void write(Markup out, LayeredGraph graph, IntFunction<Optional<String>> links) {
        new GraphSvg(graph, links).write(out);
    }

    private void write(Markup out, String... namespace) {
        String width = String.valueOf(layout.width());
        String height = GraphLayout.number(Math.ceil(layout.height()));
        List<String> attributes = new ArrayList<>(List.of(
                "class",
                "graph",
                "width",
                width,
                "height",
                height,
                "viewBox",
                "0 0 " + width + " " + height,
                "role",
                "group",
                "aria-label",
                graph.title()));
        attributes.addAll(List.of(namespace));
        out.open("svg", attributes.toArray(String[]::new)).line();
        if (namespace.length > 0) {
            out.open("style").verbatim(Resource.text("graph.css")).close().line();
            out.empty("rect", "class", "ground", "width", "100%", "height", "100%")
                    .line();
        }
        headings(out);
        edges(out);
        nodes(out);
        out.close();
    }

    private void headings(Markup out) {
        for (int i = 0; i < graph.layers().size(); i++) {
            Layer layer = graph.layers().get(i);
            int count = layout.nodes(i).size();
            out.open("text", "class", "heading " + layer.style(), "x", String.valueOf(layout.left(i)), "y", "34");
            out.element("tspan", String.valueOf(count), "class", "count").text(" " + layer.heading(count));
            out.close().line();
        }
    }

    private void edges(Markup out) {
        out.open("g", "class", "edges", "aria-hidden", "true").line();
        Iterator<String> paths = layout.paths().iterator();
        for (Edge edge : graph.edges()) {
            out.empty(
                            "path",
                            "class",
                            "edge "
                                    + graph.layer(graph.nodes().get(edge.from()))
                                            .style(),
                            "d",
                            paths.next(),
                            "data-from",
                            String.valueOf(edge.from()),
                            "data-to",
                            String.valueOf(edge.to()))
                    .line();
        }
        out.close().line();
    }

    /** In the order of the layers and from the top, in which the keyboard goes through them. */
    private void nodes(Markup out) {
        for (int i = 0; i < graph.layers().size(); i++) {
            out.open(
                            "g",
                            "class",
                            "layer",
                            "role",
                            "list",
                            "aria-label",
                            graph.layers().get(i).heading(2))
                    .line();
            layout.nodes(i).forEach(node -> node(out, node));
            out.close().line();
        }
    }

    private void node(Markup out, int index) {
        Node node = graph.nodes().get(index);
        Optional<String> link = links.apply(index);
        String place = "translate(" + layout.left(node.layer()) + " " + GraphLayout.number(layout.top(index)) + ")";
        out.open(
                "g",
                "class",
                ("node " + graph.layer(node).style() + " " + node.state()).strip(),
                "data-node",
                String.valueOf(index),
                "transform",
                place,
                "role",
                "listitem");
        out.element("title", node.title() + (node.detail().isEmpty() ? "" : "\n" + node.detail()));
        link.ifPresent(target -> out.open("a", "href", target));
        box(out, node, layout.nodeWidth(node.layer()));
        link.ifPresent(target -> out.close());
        out.close().line();
    }

    private static void box(Markup out, Node node, int nodeWidth) {
        String width = String.valueOf(nodeWidth);
        String height = String.valueOf(GraphLayout.NODE_HEIGHT);
        out.empty("rect", "class", "box", "width", width, "height", height, "rx", "9");
        out.empty("rect", "class", "bar", "width", "4", "height", "26", "x", "0", "y", "10", "rx", "2");
        double room = nodeWidth - 2 * PADDING;
        String x = String.valueOf(PADDING);
        boolean alone = node.detail().isEmpty();
        String title = TextWidth.fit(node.title(), room, TITLE_SIZE, true);
        out.element("text", title, "class", "title", "x", x, "y", alone ? "28" : "20");
        if (!alone) {
            String detail = TextWidth.fit(node.detail(), room, DETAIL_SIZE, false);
            out.element("text", detail, "class", "detail", "x", x, "y", "36");
        }
    }
}
