package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the options is one sentence, and nothing happens. */
class GitHubOptionsTest {
    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws Exception {
        Files.writeString(directory.resolve("rules.yaml"), "version: 1\nforge: https://github.com\nrepositories: {}\n");
        Files.writeString(directory.resolve("secret"), "secret\n");
        Files.writeString(directory.resolve("empty"), "\n");
        Files.writeString(directory.resolve("no.pem"), "no key\n");
    }

    private int local(String... options) {
        List<String> arguments = new ArrayList<>(List.of("local", "--rules", file("rules.yaml")));
        arguments.addAll(List.of("--state", file("state")));
        arguments.addAll(List.of(options));
        String[] all = arguments.toArray(String[]::new);
        return Deployer.commandLine(all)
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--github-app-id=1",
                "--github-private-key-file=app.pem",
                "--github-account=demo",
                "--github-app-id=1 --github-account=demo"
            })
    void an_app_is_named_by_all_three(String options) {
        assertThat(local(options.split(" "))).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("deployer: a GitHub App takes all of --github-app-id, --github-private-key-file and"
                        + " --github-account\n");
    }

    @Test
    void a_key_that_is_none_is_said() {
        assertThat(local("--github-app-id=1", "--github-account=demo", "--github-private-key-file=" + file("no.pem")))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("deployer: there is no private key in " + file("no.pem"));
    }

    @Test
    void a_key_that_is_not_there_is_said() {
        assertThat(local("--github-app-id=1", "--github-account=demo", "--github-private-key-file=nowhere.pem"))
                .isEqualTo(2);
        assertThat(err.toString()).isEqualTo("deployer: there is no file nowhere.pem with the private key\n");
    }

    @Test
    void an_id_that_can_be_none_is_said() {
        assertThat(local(
                        "--github-app-id=1\"2", "--github-account=demo", "--github-private-key-file=" + file("no.pem")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--github-app-id is a number or a client id");
    }

    @Test
    void listening_takes_a_secret() {
        assertThat(local("--listen", "0")).isEqualTo(2);
        assertThat(local("--github-webhook-secret-file", file("secret"))).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsOnly("deployer: --listen and --github-webhook-secret-file are given together or not at all");
    }

    @Test
    void an_empty_secret_is_none() {
        assertThat(local("--listen", "0", "--github-webhook-secret-file", file("empty")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("the secret of the webhooks in " + file("empty") + " is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "65536", "127.0.0.1", ":8080", "127.0.0.1:8080/x", "-1"})
    void a_place_that_can_be_none_is_said(String place) {
        assertThat(local("--listen=" + place, "--github-webhook-secret-file", file("secret")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--listen");
    }
}
