package io.jenkins.plugins.deployer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.Golden;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesMarkdownTest {
    @Test
    void every_repository_build_image_service_and_address_is_listed() {
        Golden.assertEquals(ServicesMarkdown.of(RulesFiles.example()), ServicesMarkdownTest.class, "services.md");
    }

    @Test
    void values_cannot_become_markup() {
        assertThat(MarkdownText.plain("a|b <b>*c*</b> `d` [e](f) &amp; _g_\n# h"))
                .isEqualTo("a\\|b &lt;b&gt;\\*c\\*&lt;/b&gt; \\`d\\` \\[e\\](f) &amp;amp; \\_g\\_ \\# h");
        assertThat(MarkdownText.code("a|b")).isEqualTo("`a\\|b`");
        assertThat(MarkdownText.code("``` <script>\n`")).isEqualTo("```` ``` <script> ` ````");
        assertThat(MarkdownText.link("a]b", URI.create("https://example.org/(x)")))
                .isEqualTo("[a\\]b](<https://example.org/(x)>)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<img src=x>", "a | b", "`", "| --- |", "a\r\n## b"})
    void a_hostile_value_stays_in_its_cell(String value) {
        String markdown = ServicesMarkdown.of(RulesFiles.read(
                """
                version: 1
                hosts:
                  h: { docker: default }
                repositories:
                  o/r:
                    builds:
                      - docker: '%s'
                        deploy: [{ branch: live, publish: 'o/r:live', services: [{ service: s, host: h }] }]
                """
                        .formatted(value.replace("\r\n", " "))));

        String row = markdown.lines()
                .filter(line -> line.contains("o/r:live"))
                .findFirst()
                .orElseThrow();
        assertThat(row.replace("\\|", "").chars().filter(c -> c == '|')).hasSize(7);
        assertThat(markdown.lines().filter(line -> line.startsWith("## "))).hasSize(2);
    }
}
