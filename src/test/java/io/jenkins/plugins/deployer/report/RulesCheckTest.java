package io.jenkins.plugins.deployer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.deployer.report.Check.Status;
import io.jenkins.plugins.deployer.report.RulesCheck.File;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RulesCheckTest {
    private static final String MAIN = "resources/deployer/rules.yaml";
    private static final String OTHER = "resources/deployer/mirage.yaml";
    private static final String RULES = "version: 1\nrepositories: { a/b: { builds: [{ docker: Dockerfile }] } }\n";
    private static final String MORE =
            "version: 1\nrepositories: { a/b: { builds: [{ docker: Dockerfile, options: { target: prod } }] } }\n";

    private static File file(String path, String before, String after) {
        return new File(path, path.equals(MAIN), content(before), content(after));
    }

    private static Optional<byte[]> content(String text) {
        return Optional.ofNullable(text).map(some -> some.getBytes(StandardCharsets.UTF_8));
    }

    private static RulesCheck check(File... files) {
        return RulesCheck.of("\"main\" at 0123456789", List.of(files), UnaryOperator.identity());
    }

    @Test
    void a_change_that_can_be_used_is_shown() {
        RulesCheck check = check(file(MAIN, RULES, MORE));

        assertThat(check.check().name()).isEqualTo("deployer rules");
        assertThat(check.check().status()).isEqualTo(Status.SUCCESS);
        assertThat(check.check().title()).isEqualTo("New: 1 build. No longer: 1 build.");
        assertThat(check.check().summary())
                .isEqualTo(
                        """
                        Compared with "main" at 0123456789, which is in force. What a branch lacks of that, it seems to take back: bring it up to date.

                        ## resources/deployer/rules.yaml

                        New: 1 build. No longer: 1 build.

                        ### a/b

                        - New: **build Dockerfile (stage prod) for x86\\_64**: is built from now on
                        - No longer: **build Dockerfile for x86\\_64**: is built no longer
                        """);
        assertThat(check.text()).startsWith(MAIN + "\nNew: 1 build. No longer: 1 build.\n\na/b\n  + build ");
    }

    @Test
    void a_change_of_anything_else_changes_nothing() {
        RulesCheck check =
                check(file(MAIN, RULES, "# ours\n" + RULES), file("resources/deployer/x.yaml", "a: b", "a: c"));

        assertThat(check.check().status()).isEqualTo(Status.SUCCESS);
        assertThat(check.check().title()).isEqualTo("Nothing changes");
        assertThat(check.text()).isEqualTo(MAIN + "\nNothing changes\n").doesNotContain("x.yaml");
    }

    @Test
    void every_problem_is_told_at_its_line() {
        RulesCheck check = check(file(MAIN, RULES, "version: 1\nhots: {}\nforge: gopher://x\n"));

        assertThat(check.check().status()).isEqualTo(Status.FAILURE);
        assertThat(check.check().title()).isEqualTo(MAIN + " has 2 problems");
        assertThat(check.check().notes())
                .extracting(Check.Note::path, Check.Note::line, Check.Note::column)
                .containsExactly(tuple(MAIN, 2, 1), tuple(MAIN, 3, 8));
        assertThat(check.text()).contains(MAIN + ":2:1: unknown key \"hots\"");
        assertThat(check.check().summary()).contains("- 2:1: unknown key \"hots\"");
    }

    @Test
    void rules_that_are_gone_fail_unless_they_are_one_flavour_of_several() {
        assertThat(check(file(MAIN, RULES, null)).check())
                .satisfies(check -> assertThat(check.status()).isEqualTo(Status.FAILURE))
                .satisfies(check -> assertThat(check.title()).isEqualTo("There is no " + MAIN));
        RulesCheck flavour = check(file(MAIN, RULES, RULES), file(OTHER, RULES, null));
        assertThat(flavour.check().status()).isEqualTo(Status.SUCCESS);
        assertThat(flavour.check().title()).isEqualTo("No longer: 1 build.");
    }

    @Test
    void several_flavours_are_counted_and_each_is_shown() {
        RulesCheck check = check(file(MAIN, RULES, MORE), file(OTHER, null, RULES));

        assertThat(check.check().title()).isEqualTo("2 rules files change what is done");
        assertThat(check.check().summary()).contains("## " + MAIN, "## " + OTHER);
        assertThat(check(file(MAIN, RULES, RULES), file(OTHER, RULES, "version: 2"))
                        .check()
                        .status())
                .isEqualTo(Status.FAILURE);
    }

    @Test
    void rules_that_mend_broken_ones_can_be_compared_with_nothing() {
        RulesCheck check = check(file(MAIN, "version: 1\nhots: {}", RULES));

        assertThat(check.check().status()).isEqualTo(Status.SUCCESS);
        assertThat(check.check().title()).isEqualTo("The rules can be used again");
    }

    @Test
    void what_is_configured_elsewhere_counts() {
        String unikernel =
                """
                version: 1
                hosts: { robur: { albatross: "albatross.example.org:1025" } }
                repositories:
                  mirage/www:
                    builds: [{ unikernel: Dockerfile, target: hvt, deploy: [{ branch: live, unikernel: www, host: robur }] }]
                """;

        assertThat(check(file(MAIN, unikernel, unikernel)).text()).contains("has no \"staging\"");
        assertThat(RulesCheck.of(
                                "main",
                                List.of(file(MAIN, unikernel, unikernel)),
                                rules -> rules.orElse(Optional.of(ImageName.parse("r.example.org/s")), Map.of()))
                        .text())
                .isEqualTo(MAIN + "\nNothing changes\n");
    }
}
