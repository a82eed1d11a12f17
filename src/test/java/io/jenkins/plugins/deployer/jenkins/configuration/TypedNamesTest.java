package io.jenkins.plugins.deployer.jenkins.configuration;

import static io.jenkins.plugins.deployer.jenkins.configuration.Finding.Level.ERROR;
import static io.jenkins.plugins.deployer.jenkins.configuration.Finding.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.configuration.FolderName.Stands;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about names, paths and numbers while they are typed. */
class TypedNamesTest {
    private static Rules rules() throws Exception {
        return RulesReader.read(
                "rules.yaml",
                """
                version: 1
                hosts:
                  toxis: { docker: "ssh://deployer@toxis.example.org" }
                  robur: { albatross: "albatross.example.org:1025", domain: mirage }
                """
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_host_of_the_rules_is_shown_as_they_have_it() throws Exception {
        assertThat(HostName.look("toxis", Optional.of(rules())))
                .isEqualTo(Finding.ok("The rules have it as a docker host: ssh://deployer@toxis.example.org"));
        assertThat(HostName.look("robur", Optional.of(rules())).sentence()).contains("an albatross host");
    }

    @Test
    void a_host_that_the_rules_do_not_name_is_warned_of() throws Exception {
        assertThat(HostName.look("taxis", Optional.of(rules())))
                .isEqualTo(Finding.warning("The rules name no host \"taxis\". Their hosts are: robur and toxis."));
    }

    @Test
    void while_the_rules_are_unknown_any_host_may_be_right() {
        assertThat(HostName.look("taxis", Optional.empty())).isEqualTo(Finding.NOTHING);
        assertThat(HostName.look(" ", Optional.empty()).level()).isEqualTo(ERROR);
    }

    @Test
    void folders_that_exist_are_fine_and_others_are_named() {
        Map<String, Stands> items = Map.of("production", Stands.FOLDER, "nightly", Stands.JOB);

        assertThat(FolderName.look("production", name -> items.getOrDefault(name, Stands.NOTHING)))
                .isEmpty();
        assertThat(FolderName.look(
                        "nightly\nproduction\nproduktion\nteam/*", name -> items.getOrDefault(name, Stands.NOTHING)))
                .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(WARNING))
                .extracting(Finding::sentence)
                .satisfiesExactly(
                        job -> assertThat(job).contains("\"nightly\" is a single job"),
                        missing ->
                                assertThat(missing).isEqualTo("There is no folder \"produktion\" on this controller."),
                        wildcard -> assertThat(wildcard).contains("A * stands only for itself"));
        assertThat(FolderName.look(" \n", name -> Stands.NOTHING))
                .containsExactly(Finding.warning("No folder is listed, so no job may deploy."));
    }

    @Test
    void a_library_must_exist_and_have_a_default_version() {
        List<LibraryName.Known> libraries = List.of(
                new LibraryName.Known("ops", Optional.of("main")), new LibraryName.Known("lab", Optional.empty()));

        assertThat(LibraryName.look(" ops ", libraries))
                .isEqualTo(Finding.ok("The rules are read at its default version, main."));
        assertThat(LibraryName.look("lab", libraries).sentence()).contains("has no default version");
        assertThat(LibraryName.look("opts", libraries).sentence())
                .contains("no global Pipeline library \"opts\". There are: lab and ops.");
        assertThat(LibraryName.look("ops", List.of()).sentence()).contains("There are: none.");
        assertThat(LibraryName.look("", libraries).level()).isEqualTo(ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../rules.yaml",
                "a//b",
                "a\\b",
                "./rules.yaml",
                "deployer/",
                "a b.yaml",
                ".git/config"
            })
    void a_path_out_of_the_library_is_an_error(String path) {
        assertThat(ResourcePath.look(path).level()).isEqualTo(ERROR);
    }

    @Test
    void a_path_below_resources_is_fine() {
        assertThat(ResourcePath.look("deployer/mirage.yaml")).isEqualTo(Finding.NOTHING);
        assertThat(ResourcePath.look("").sentence()).contains("deployer/rules.yaml");
        assertThat(ResourcePath.look("resources/deployer/rules.yaml").sentence())
                .endsWith("Did you mean deployer/rules.yaml?");
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io, docker.io",
        "https://index.docker.io/v1/, docker.io",
        "Registry.Example.org:5000, registry.example.org:5000",
        "localhost, localhost"
    })
    void a_registry_is_known_by_its_name_in_image_names(String written, String name) {
        assertThat(RegistryNames.normal(written)).isEqualTo(name);
        assertThat(RegistryName.look(written).level()).isEqualTo(Finding.Level.OK);
        assertThat(RegistryName.look(written).sentence())
                .isEqualTo(written.equals(name) ? "" : "In image names this is " + name + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example", "registry_.example.org", "-a.org"})
    void what_cannot_be_a_registry_is_an_error(String written) {
        assertThat(RegistryName.look(written).level()).isEqualTo(ERROR);
    }

    @Test
    void staging_is_an_image_repository_that_there_is_a_login_for() {
        assertThat(RegistryName.lookAtStaging("registry.example.org/staging", List.of("https://registry.example.org")))
                .isEqualTo(Finding.NOTHING);
        assertThat(RegistryName.lookAtStaging("", List.of())).isEqualTo(Finding.NOTHING);
        assertThat(RegistryName.lookAtStaging("example/staging", List.of("ghcr.io"))
                        .sentence())
                .startsWith("No login is configured for docker.io");
        assertThat(RegistryName.lookAtStaging("example/staging:latest", List.of())
                        .sentence())
                .startsWith("The staging repository \"example/staging:latest\" must have neither a tag nor a digest");
        assertThat(RegistryName.lookAtStaging("Example/Staging", List.of()).sentence())
                .contains("did you mean \"example/staging\"?");
    }

    @Test
    void at_least_one_deployment_is_kept() {
        assertThat(Retention.look("1")).isEqualTo(Finding.NOTHING);
        assertThat(Retention.look("0").level()).isEqualTo(ERROR);
        assertThat(Retention.look("-3").level()).isEqualTo(ERROR);
        assertThat(Retention.look("many").level()).isEqualTo(ERROR);
        assertThat(Retention.look("").level()).isEqualTo(ERROR);
    }
}
