package io.jenkins.plugins.deployer.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RulesTextTest {
    @Test
    void right_rules_are_summed_up() {
        assertThat(
                        RulesText.look(
                                """
                        version: 1
                        hosts:
                          toxis: { docker: "ssh://deployer@toxis.example.org" }
                        repositories:
                          example/web: { builds: [{ docker: Dockerfile }, { docker: test/Dockerfile }] }
                        images:
                          - { image: "redis:7", services: [{ service: cache, host: toxis }] }
                        """))
                .containsExactly(Finding.ok("1 repository with 2 builds, 1 image to keep up to date, 1 host"));
    }

    @Test
    void every_problem_is_shown_with_line_and_column() {
        assertThat(
                        RulesText.look(
                                """
                        version: 1
                        host: {}
                        repositories:
                          example/web:
                            builds:
                              - { docker: Dockerfile, architectures: [pdp11] }
                        """))
                .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(Finding.Level.ERROR))
                .extracting(Finding::sentence)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("2:1: ").contains("did you mean \"hosts\"?"),
                        second -> assertThat(second).startsWith("6:47: ").contains("pdp11"));
    }

    @Test
    void more_problems_than_anybody_reads_are_counted() {
        assertThat(RulesText.look("version: 1\n" + "x: 1\n".repeat(150)))
                .last()
                .isEqualTo(Finding.error("and 50 more problems"));
    }

    @Test
    void no_rules_at_all_are_an_error() {
        assertThat(RulesText.look(" \n"))
                .containsExactly(Finding.error("There are no rules yet. They begin with \"version: 1\"."));
    }
}
