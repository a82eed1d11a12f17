package io.jenkins.plugins.deployer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanGraphTest {
    private static final String PLAN =
            """
            {"builds": [
               {"key": "k1", "title": "Build Dockerfile for x86_64", "architecture": "x86_64", "dockerfile": {"path": "Dockerfile"}},
               {"key": "k2", "title": "Build u for hvt", "architecture": "x86_64", "dockerfile": {"path": "u"}, "unikernel": {"target": "hvt"}}],
             "publications": [{"title": "Publish o/r:live", "builds": ["k1"], "image": "o/r:live"}],
             "deployments": [
               {"title": "Deploy web on toxis", "kind": "service", "name": "web", "host": "toxis", "image": "o/r:live"},
               {"title": "Deploy unikernel www on robur", "kind": "unikernel", "name": "www", "host": "robur", "builds": ["k2"]},
               {"title": "Deploy what is unknown", "kind": "spaceship", "name": "x", "host": "<moon>"}]}
            """;

    private final LayeredGraph graph = PlanGraph.of(
            json(),
            Map.of("Build Dockerfile for x86_64", TaskState.DONE, "Deploy web on toxis", TaskState.ROLLED_BACK),
            service -> Optional.of(URI.create("/deployer/" + service.name())));

    @Test
    void each_task_stands_behind_what_it_needs() {
        assertThat(graph.edges())
                .extracting(edge -> graph.nodes().get(edge.from()).title() + " → "
                        + graph.nodes().get(edge.to()).title())
                .containsExactlyInAnyOrder("Dockerfile → o/r:live", "o/r:live → web", "u → www");
    }

    @Test
    void each_task_says_how_far_it_is() {
        assertThat(graph.nodes())
                .extracting(LayeredGraph.Node::detail)
                .containsExactly(
                        "x86_64 · done",
                        "hvt on x86_64 · waiting",
                        "waiting",
                        "on toxis · rolled back",
                        "on robur · waiting",
                        "on <moon> · waiting");
        assertThat(graph.nodes().get(3).state()).isEqualTo("is-rolled-back");
    }

    @Test
    void a_service_leads_to_its_page_if_its_kind_is_known() {
        assertThat(graph.nodes().get(4).link()).contains(URI.create("/deployer/www"));
        assertThat(graph.nodes().get(5).link()).isEmpty();
    }

    @Test
    void nothing_of_a_plan_becomes_markup() {
        assertThat(GraphSvg.part(json(), Map.of(), service -> Optional.empty()))
                .startsWith("<svg")
                .doesNotContain("<moon>")
                .contains("&lt;moon&gt;");
    }

    private static JsonNode json() {
        try {
            return new JsonMapper().readTree(PLAN);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
