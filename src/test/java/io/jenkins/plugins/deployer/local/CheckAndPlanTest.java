package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CheckAndPlanTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String TREE = "89abcdef0123456789abcdef0123456789abcdef";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private Path rules;

    @BeforeEach
    void write() throws Exception {
        rules = directory.resolve("rules.yaml");
        Files.writeString(
                rules,
                """
                version: 1
                hosts: {toxis: {docker: "ssh://deployer@toxis.example.org"}}
                repositories:
                  demo/web:
                    builds:
                      - docker: Dockerfile
                        deploy:
                          - branch: live
                            publish: registry.example.org/web:live
                            services: [{service: web, host: toxis}]
                """);
    }

    @Test
    void a_good_file_is_summed_up_in_one_line() {
        assertThat(run("check")).isZero();
        assertThat(out.toString()).endsWith("rules.yaml: good: 1 repository, 1 build, 1 service on 1 host\n");
    }

    @Test
    void a_unikernel_that_only_some_jenkins_can_deploy_is_noted() throws Exception {
        String unikernel =
                """
                version: 1
                hosts: { robur: { albatross: "albatross.example.org:1025" } }
                repositories:
                  mirage/www:
                    builds: [{ unikernel: Dockerfile, target: hvt, deploy: [{ branch: live, unikernel: www, host: robur }] }]
                """;
        Files.writeString(rules, unikernel);

        assertThat(run("check")).isZero();
        assertThat(out.toString())
                .endsWith("names a staging repository deploys www@robur\n")
                .contains(": note: ");
        assertThat(run("check", "--json")).isZero();
        assertThat(out.toString()).contains("\"notes\" : [");
        out.getBuffer().setLength(0);
        Files.writeString(rules, unikernel + "defaults: { staging: registry.example.org/staging }\n");
        assertThat(run("check")).isZero();
        assertThat(out.toString()).doesNotContain("note");
    }

    @Test
    void a_plan_of_everything_has_the_images_that_are_followed() throws Exception {
        Files.writeString(
                rules,
                """
                version: 1
                hosts: { watch: { docker: default } }
                images:
                  - image: chocobozzz/peertube:production-bookworm
                    every: 7d
                    services: [{ service: infra_peertube, host: watch, url: "https://watch.example.org/" }]
                """);

        assertThat(run("plan")).isZero();
        assertThat(out)
                .hasToString(
                        """
                chocobozzz/peertube:production-bookworm, looked up every 7 d
                └─ → Deploy infra_peertube on watch, https://watch.example.org/
                """);
    }

    @Test
    void every_problem_is_a_line_with_its_place() throws Exception {
        Files.writeString(rules, "version: 1\nhosts: {a: {dockr: x}}\nrepositoris: {}\n");

        assertThat(run("check")).isEqualTo(2);
        assertThat(out.toString().lines())
                .anySatisfy(
                        line -> assertThat(line).startsWith(rules + ":3:1: ").contains("did you mean"))
                .anySatisfy(line -> assertThat(line).startsWith(rules + ":2:12: "));
    }

    @Test
    void problems_are_data_too() throws Exception {
        Files.writeString(rules, "version: 1\nrepositoris: {}\n");

        assertThat(run("check", "--json")).isEqualTo(2);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("good").asBoolean()).isFalse();
        assertThat(json.at("/problems/0/line").asInt()).isEqualTo(2);
        assertThat(json.at("/problems/0/message").asText()).contains("repositoris");
    }

    @Test
    void a_plan_needs_no_network_when_commit_and_tree_are_given() throws Exception {
        assertThat(run("plan", "demo/web", "--branch", "live", "--commit", COMMIT, "--tree", TREE, "--json"))
                .isZero();
        JsonNode plan = new ObjectMapper().readTree(out.toString()).get(0);
        assertThat(plan.path("commit").asText()).isEqualTo(COMMIT);
        assertThat(plan.path("deployments")).hasSize(1);
    }

    @Test
    void a_branch_that_is_not_live_deploys_nothing() {
        assertThat(run("plan", "--branch", "feature", "--commit", COMMIT, "--tree", TREE))
                .isZero();
        assertThat(out.toString()).contains("Build Dockerfile").doesNotContain("Deploy web");
    }

    @Test
    void a_change_request_deploys_nothing() {
        assertThat(run("plan", "--change-request", "7", "--target", "live", "--commit", COMMIT, "--tree", TREE))
                .isZero();
        assertThat(out.toString()).contains("PR-7").doesNotContain("Deploy web");
    }

    @Test
    void mistakes_of_the_command_line_are_sentences() {
        assertThat(run("plan", "demo/wep")).isEqualTo(2);
        assertThat(run("plan", "--commit", COMMIT, "--tree", TREE)).isEqualTo(2);
        assertThat(run("plan", "--branch", "live", "--commit", "HEAD", "--tree", TREE))
                .isEqualTo(2);
        assertThat(run("plan", "--branch", "a", "--tag", "b")).isEqualTo(2);
        assertThat(run("chek")).isEqualTo(2);
        assertThat(err.toString())
                .contains("the rules have no repository demo/wep; they have demo/web")
                .contains("--commit and --tree need --branch")
                .contains("this has not: HEAD")
                .contains("mutually exclusive")
                .contains("there is no command \"chek\"; there are check, ")
                .doesNotContain("\tat ");
    }

    @Test
    void a_rules_file_that_is_not_there_is_a_sentence() {
        rules = directory.resolve("nowhere.yaml");

        assertThat(run("check")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no rules file " + rules);
    }

    @Test
    void check_says_how_many_problems_it_does_not_show() throws Exception {
        Files.writeString(rules, "version: 1\n" + "? [a]\n: b\n".repeat(102));

        assertThat(run("check")).isEqualTo(2);
        assertThat(out.toString().lines()).hasSize(101).endsWith("and 2 more problems");
        out.getBuffer().setLength(0);
        assertThat(run("check", "--json")).isEqualTo(2);
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .path("moreProblems")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void a_branch_without_a_name_and_a_directory_that_is_not_there_are_no_faults_of_the_program() throws Exception {
        Files.writeString(rules, "version: 1\nrepositories: { a/b: { builds: [{ docker: Dockerfile }] } }\n");
        String id = "0".repeat(40);

        assertThat(run("plan", "a/b", "--branch", "", "--commit", id, "--tree", id))
                .isEqualTo(2);
        assertThat(run("graph", "--output", directory.resolve("nowhere/x.svg").toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("Invalid value for option '--branch': it is empty", "nowhere/x.svg: there is no directory ")
                .doesNotContain("fault of the program");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nonsense  |                       | there is no command "nonsense"; there are check, plan, local, services,
                    services  | more                  | "more" is more than 'deployer services' takes
                    generate-completion | x | "x" is more than 'deployer generate-completion' takes
                    plan      | demo/web --branch=    | it is empty
                    plan      | demo/web --change-request=x | "x" is no number
                    plan      | demo/web --change-request=0 | change requests have numbers from 1 on, not 0
                    plan      | demo/web --commit=1   | deployer: Missing required argument(s): --tree=ID
                    local     | --state=              | it is empty
                    local     | --jobs=many           | "many" is no number
                    graph     | --output=x.pdf        | --output must end with .html or .svg, not be x.pdf
                    graph     | --output=             | it is empty
                    """)
    void what_makes_no_sense_is_one_sentence(String command, String more, String sentence) {
        CommandLine commandLine = Deployer.commandLine(command);
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> all = new ArrayList<>(List.of(command));
        if (more != null) {
            all.addAll(List.of(more.split(" ")));
        }
        if (more != null && !more.equals("more")) {
            all.addAll(List.of("--rules", rules.toString()));
        }
        assertThat(commandLine.execute(all.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains(sentence).doesNotContain("fault of the program");
    }

    private int run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command));
        if (!command.equals("chek")) {
            arguments.addAll(List.of("--rules", rules.toString()));
        }
        if (command.equals("plan")) {
            arguments.addAll(List.of("--state", directory.resolve("state").toString()));
        }
        arguments.addAll(List.of(more));
        String[] all = arguments.toArray(String[]::new);
        CommandLine commandLine = Deployer.commandLine(all);
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return commandLine.execute(all);
    }
}
