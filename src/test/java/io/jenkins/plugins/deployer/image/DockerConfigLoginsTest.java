package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.process.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerConfigLoginsTest {
    @TempDir
    Path directory;

    private DockerConfigLogins logins;

    @BeforeEach
    void readTheDirectory() {
        logins = DockerConfigLogins.in(directory, new SearchPath(List.of(directory)));
    }

    @Test
    void is_where_docker_looks_for_it() {
        assertThat(DockerConfigLogins.userDirectory(Map.of("DOCKER_CONFIG", "/etc/docker-of-ann", "HOME", "/home/ann")))
                .isEqualTo(Path.of("/etc/docker-of-ann"));
        assertThat(DockerConfigLogins.userDirectory(Map.of("DOCKER_CONFIG", "", "HOME", "/home/ann")))
                .isEqualTo(Path.of("/home/ann/.docker"));
    }

    @Test
    void nobody_is_known_without_a_configuration() throws Exception {
        assertThat(logins.find("registry.example.org")).isEmpty();
    }

    @Test
    void finds_what_docker_login_wrote() throws Exception {
        config("{'auths': {'registry.example.org:5000': {'auth': 'YW5uOnNlY3JldDp3aXRoIGNvbG9u'}}}");

        assertThat(logins.find("registry.example.org:5000")).contains(new Login("ann", "secret:with colon"));
        assertThat(logins.find("registry.example.org")).isEmpty();
    }

    @Test
    void finds_an_identity_token() throws Exception {
        config("{'auths': {'registry.example.org': {'auth': 'YW5uOg==', 'identitytoken': 'refresh'}}}");

        assertThat(logins.find("registry.example.org")).contains(Login.identityToken("refresh"));
    }

    @Test
    void knows_docker_hub_by_all_its_names_and_registries_by_old_addresses() throws Exception {
        config("{'auths': {'https://index.docker.io/v1/': {'auth': 'YW5uOmE='},"
                + " 'https://registry.example.org/v1/': {'auth': 'YW5uOmI='}}}");

        assertThat(logins.find("docker.io")).contains(new Login("ann", "a"));
        assertThat(logins.find("registry.example.org")).contains(new Login("ann", "b"));

        config("{'auths': {'docker.io': {'auth': 'YW5uOmM='}}}");
        assertThat(logins.find("docker.io")).contains(new Login("ann", "c"));
    }

    @Test
    void asks_the_helper_of_the_registry_before_the_general_one() throws Exception {
        helper("one", "read server; echo '{\"ServerURL\": \"\", \"Username\": \"'$server'\", \"Secret\": \"1\"}'");
        helper("all", "read server; echo '{\"ServerURL\": \"\", \"Username\": \"'$server'\", \"Secret\": \"2\"}'");
        config("{'credsStore': 'all', 'credHelpers': {'one.example.org': 'one'}}");

        assertThat(logins.find("one.example.org")).contains(new Login("one.example.org", "1"));
        assertThat(logins.find("two.example.org")).contains(new Login("two.example.org", "2"));
        assertThat(logins.find("docker.io")).contains(new Login("https://index.docker.io/v1/", "2"));
    }

    @Test
    void takes_a_token_from_a_helper() throws Exception {
        helper("one", "echo '{\"Username\": \"<token>\", \"Secret\": \"refresh\"}'");
        config("{'credsStore': 'one'}");

        assertThat(logins.find("registry.example.org")).contains(Login.identityToken("refresh"));
    }

    @Test
    void nobody_is_known_when_the_helper_has_no_login() throws Exception {
        helper("one", "echo 'credentials not found in native keychain'; exit 1");
        config("{'credHelpers': {'registry.example.org': 'one'}}");

        assertThat(logins.find("registry.example.org")).isEmpty();
    }

    @Test
    void says_that_a_helper_is_missing() throws Exception {
        config("{'credHelpers': {'registry.example.org': 'gone'}}");

        assertThatThrownBy(() -> logins.find("registry.example.org"))
                .isInstanceOf(ImageException.class)
                .hasMessage("the credential helper docker-credential-gone could not give the login for"
                        + " registry.example.org: it is in no directory of PATH (" + directory + "); install it, or"
                        + " take it out of Docker's configuration and log in with 'docker login'");
    }

    @Test
    void says_why_a_helper_failed() throws Exception {
        helper("one", "echo 'the keychain is locked'; exit 3");
        config("{'credsStore': 'one'}");

        assertThatThrownBy(() -> logins.find("registry.example.org"))
                .hasMessageEndingWith("for registry.example.org: it ended with code 3: the keychain is locked");
    }

    @Test
    void shows_no_secret_when_a_helper_prints_what_is_no_json() throws Exception {
        helper("one", "echo 'Secret: hunter2'");
        config("{'credsStore': 'one'}");

        assertThatThrownBy(() -> logins.find("registry.example.org"))
                .hasMessageEndingWith("it did not print JSON")
                .hasStackTraceContaining("ImageException")
                .satisfies(e -> assertThat(e).hasNoCause());
    }

    @Test
    void names_a_damaged_configuration_without_showing_it() throws Exception {
        config("{'auths': \n{'registry.example.org': {'auth': 'YW5uOnNlY3JldA==', oops}}}");

        assertThatThrownBy(() -> logins.find("registry.example.org"))
                .hasMessageContaining("config.json is not JSON (line 2)")
                .hasMessageNotContaining("YW5u")
                .hasNoCause();
    }

    @Test
    void names_a_damaged_login() throws Exception {
        config("{'auths': {'registry.example.org': {'auth': '???'}}}");

        assertThatThrownBy(() -> logins.find("registry.example.org"))
                .hasMessageContaining("the login for registry.example.org in ")
                .hasMessageEndingWith(
                        "is damaged: it is not USER:PASSWORD in Base64; log in again with 'docker login'");
    }

    @Test
    void a_login_does_not_show_its_password() {
        assertThat(new Login("ann", "secret")).hasToString("Login[ann]");
    }

    private void config(String json) throws IOException {
        Files.writeString(directory.resolve("config.json"), json.replace('\'', '"'));
    }

    private void helper(String name, String script) throws IOException {
        Path file = directory.resolve("docker-credential-" + name);
        // The server comes without a line end, at which `read` fails; what it read is there nevertheless.
        Files.writeString(file, "#!/bin/sh\n[ \"$1\" = get ] || exit 9\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
