package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deployer.source.GitRepository;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code deployer plan --diff}, with a real Git. */
class PlanDifferenceTest {
    private static final String RULES =
            """
            version: 1
            hosts: { toxis: { docker: "ssh://toxis.example.org" } }
            repositories:
              demo/web:
                builds:
                  - docker: Dockerfile
                    deploy: [{ branch: live, publish: "r.example.org/web:live", services: [{ service: web, host: toxis }] }]
              demo/api:
                builds: [{ docker: Dockerfile }]
            """;

    private static final String SAID =
            """
            Different: 1 service, 1 publication.

            demo/web
              ~ publication r.example.org/web:live: from branch live → branch main
              ~ web@toxis: from branch live → branch main
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private GitRepository repository;
    private Path rules;

    @BeforeEach
    void commit() throws Exception {
        repository = GitRepository.in(directory.resolve("library"));
        repository.write("resources/deployer/rules.yaml", RULES);
        repository.commit("rules");
        repository.git("branch", "base");
        rules = repository.path("resources/deployer/rules.yaml");
    }

    private void write(String was, String is) throws Exception {
        Files.writeString(rules, RULES.replace(was, is));
    }

    @Test
    void a_change_is_shown_against_a_branch_a_commit_and_a_file() throws Exception {
        write("live, publish", "main, publish");
        Path old = directory.resolve("old.yaml");
        Files.writeString(old, RULES);

        for (String base : List.of("base", "HEAD", repository.git("rev-parse", "HEAD"), "main~0", old.toString())) {
            out.getBuffer().setLength(0);
            assertThat(run("--diff", base)).as(base).isZero();
            assertThat(out).as(base).hasToString(SAID);
        }
        assertThat(err).hasToString("");
    }

    @Test
    void what_is_only_written_in_another_way_changes_nothing() throws Exception {
        write("version: 1", "# ours\nversion: 1");

        assertThat(run("--diff", "HEAD")).isZero();
        assertThat(out).hasToString("Nothing changes\n");
    }

    @Test
    void it_is_data_too() throws Exception {
        write("live, publish", "main, publish");

        assertThat(run("--diff=base", "--json")).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("base").asText()).isEqualTo("base");
        assertThat(json.path("same").asBoolean()).isFalse();
        assertThat(json.path("changes").path(1))
                .hasToString("{\"change\":\"changed\",\"kind\":\"service\",\"name\":\"web\",\"host\":\"toxis\","
                        + "\"repository\":\"demo/web\",\"details\":[{\"field\":\"from\",\"before\":\"branch live\","
                        + "\"after\":\"branch main\"}]}");
    }

    @Test
    void one_repository_is_shown_alone_also_if_it_is_no_longer_there() throws Exception {
        write("  demo/api:\n    builds: [{ docker: Dockerfile }]\n", "");

        assertThat(run("--diff", "base", "demo/web")).isZero();
        assertThat(out).hasToString("Nothing changes\n");
        assertThat(run("--diff", "base", "demo/api")).isZero();
        assertThat(out.toString()).contains("- build Dockerfile for x86_64: is built no longer");
        assertThat(run("--diff", "base", "demo/wep")).isEqualTo(2);
        assertThat(err.toString()).contains("the rules have no repository demo/wep; they have demo/web, demo/api");
    }

    @Test
    void where_there_were_no_rules_everything_is_new() throws Exception {
        Path moved = repository.path("rules.yaml");
        Files.move(rules, moved);
        rules = moved;

        assertThat(run("--diff", "base")).isZero();
        assertThat(out.toString())
                .startsWith("There is no rules.yaml at base: everything is new.\n")
                .contains("+ web@toxis: is deployed from branch live with r.example.org/web:live");
    }

    @Test
    void what_git_knows_comes_before_a_file_of_that_name() throws Exception {
        write("live, publish", "main, publish");
        repository.git("branch", "pom.xml");

        assertThat(Path.of("pom.xml")).exists();
        assertThat(run("--diff", "pom.xml")).isZero();
        assertThat(out).hasToString(SAID);
    }

    @Test
    void rules_that_cannot_be_compared_with_are_told_with_their_problems() throws Exception {
        write("version: 1", "version: 1\nhots: {}");
        repository.commit("wrong");
        write("version: 1", "version: 1");

        assertThat(run("--diff", "HEAD")).isEqualTo(2);
        assertThat(err.toString())
                .contains("the rules at HEAD cannot be compared with, as they have problems themselves:")
                .contains("HEAD:rules.yaml:2:1: unknown key \"hots\"");
    }

    @Test
    void a_link_of_the_past_leads_nowhere() throws Exception {
        Files.delete(rules);
        Files.createSymbolicLink(rules, Path.of("/etc/passwd"));
        repository.commit("a link");
        Files.delete(rules);
        Files.writeString(rules, RULES);

        assertThat(run("--diff", "HEAD")).isEqualTo(2);
        assertThat(err.toString()).contains("it was a link, a directory or a submodule there");
    }

    @Test
    void nothing_that_is_given_becomes_an_option_of_git() {
        for (String base : List.of("-x", "--all", "--output=/tmp/x", "", "base..HEAD", "no-such-branch", "a\nb")) {
            assertThat(run("--diff=" + base)).as(base).isEqualTo(2);
        }
        assertThat(run("--diff", "base", "--branch", "live")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--diff \"--output=/tmp/x\" is neither a commit of the repository")
                .contains("leave out the options of a head")
                .doesNotContain("fault of the program");
        assertThat(out).hasToString("");
    }

    private int run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("plan", "--rules", rules.toString()));
        arguments.addAll(List.of(more));
        String[] all = arguments.toArray(String[]::new);
        CommandLine commandLine = Deployer.commandLine(all);
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return commandLine.execute(all);
    }
}
