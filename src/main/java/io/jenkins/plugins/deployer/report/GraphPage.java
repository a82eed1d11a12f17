package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.report.RulesGraph.Layer;
import io.jenkins.plugins.deployer.rules.Rules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * The rules as one HTML file: the graph, and the same as cards that also a phone or a screen reader can show. It loads
 * nothing; its own script finds and highlights, and everything is there without it.
 */
public final class GraphPage {
    private static final String PLACEHOLDER = "Find a repository, image, service or host";

    private final Rules rules;
    private final LayeredGraph graph;
    private final Markup out = new Markup();

    private GraphPage(Rules rules) {
        this.rules = rules;
        this.graph = RulesGraph.of(rules);
    }

    /** @param title of the page, for example the name of the rules file */
    public static String of(Rules rules, String title) {
        return new GraphPage(rules).write(title);
    }

    private String write(String title) {
        String script = Resource.text("page.js");
        out.verbatim("<!DOCTYPE html>").line();
        out.open("html", "lang", "en").line();
        head(title, script);
        out.open("body").line();
        out.element("a", "Skip to the list", "class", "skip", "href", "#list").line();
        header(title);
        out.open("main").line();
        out.open("section", "class", "drawing", "aria-label", "Graph", "tabindex", "0")
                .line();
        GraphSvg.write(
                out, graph, node -> Optional.of("#" + graph.nodes().get(node).card()));
        out.close().line();
        out.open("section", "class", "list", "id", "list", "aria-label", "List").line();
        new RuleCards(out, rules).write();
        out.close().line();
        out.close().line();
        out.open("script").verbatim(script).close().line();
        return out.close().line().close().line().toString();
    }

    private void head(String title, String script) {
        out.open("head").line();
        out.empty("meta", "charset", "utf-8").line();
        out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        out.empty("meta", "name", "color-scheme", "content", "light dark").line();
        out.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy(script))
                .line();
        out.element("title", title).line();
        out.open("style").verbatim(Resource.text("graph.css") + Resource.text("page.css"));
        out.close().line();
        out.close().line();
    }

    /** Whatever got into the page by mistake, it could neither run nor load anything. */
    private static String policy(String script) {
        return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + sha256(script) + "'";
    }

    private static String sha256(String script) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    private void header(String title) {
        out.open("header").line();
        out.open("div").element("h1", title).open("p", "class", "counts");
        for (Layer layer : Layer.values()) {
            long count = graph.nodes().stream()
                    .filter(node -> node.layer() == layer.ordinal())
                    .count();
            out.open("span", "class", layer.style()).element("b", String.valueOf(count));
            out.text(" " + layer.heading(count)).close().text(" ");
        }
        out.close().close().line();
        out.open("form", "role", "search", "hidden", "");
        out.empty(
                "input",
                "type",
                "search",
                "id",
                "find",
                "placeholder",
                PLACEHOLDER,
                "aria-label",
                PLACEHOLDER,
                "autocomplete",
                "off",
                "spellcheck",
                "false");
        out.open("output", "for", "find", "id", "found").close();
        out.close().line();
        out.close().line();
    }
}
