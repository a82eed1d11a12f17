package io.jenkins.plugins.deployer.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Every persisted class of the configuration is saved, survives a restart of a real controller, and comes back. */
class ConfigurationRestartTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension();

    @Test
    void the_configuration_survives_a_restart() throws Throwable {
        controller.then(ConfigurationRestartTest::configure);
        controller.then(ConfigurationRestartTest::check);
    }

    @Test
    void inline_rules_survive_a_restart() throws Throwable {
        controller.then(ConfigurationRestartTest::writeRules);
        controller.then(ConfigurationRestartTest::checkRules);
    }

    @Test
    void a_file_that_lacks_something_is_completed_with_defaults() throws Throwable {
        controller.then(ConfigurationRestartTest::writeSmallFile);
        controller.then(ConfigurationRestartTest::checkDefaults);
    }

    private static void writeRules(JenkinsRule jenkins) {
        DeployerConfiguration.get().setRules(new InlineRules("version: 1\n"));
    }

    private static void checkRules(JenkinsRule jenkins) {
        assertThat(DeployerConfiguration.get().getRules())
                .isInstanceOfSatisfying(
                        InlineRules.class, rules -> assertThat(rules.getYaml()).isEqualTo("version: 1\n"));
    }

    private static void writeSmallFile(JenkinsRule jenkins) throws Exception {
        Files.writeString(
                file(jenkins),
                """
                <?xml version='1.1' encoding='UTF-8'?>
                <io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration>
                  <folders>
                    <string>production</string>
                  </folders>
                  <rules class="io.jenkins.plugins.deployer.jenkins.configuration.LibraryRules">
                    <library>ops</library>
                  </rules>
                  <hosts>
                    <io.jenkins.plugins.deployer.jenkins.configuration.HostAccess>
                      <name>toxis</name>
                    </io.jenkins.plugins.deployer.jenkins.configuration.HostAccess>
                  </hosts>
                </io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration>
                """);
    }

    private static void checkDefaults(JenkinsRule jenkins) {
        DeployerConfiguration configuration = DeployerConfiguration.get();
        assertThat(configuration.getFolders()).containsExactly("production");
        assertThat(configuration.getRules())
                .isInstanceOfSatisfying(LibraryRules.class, rules -> assertThat(rules.getResource())
                        .isEqualTo(LibraryRules.DEFAULT_RESOURCE));
        assertThat(configuration.getHosts()).singleElement().satisfies(host -> {
            assertThat(host.getCredentialsId()).isEmpty();
            assertThat(host.getHostKeys()).isEmpty();
        });
        assertThat(configuration.getStaging()).isEmpty();
        assertThat(configuration.getRetention()).isEqualTo(DeployerConfiguration.DEFAULT_RETENTION);
    }

    private static Path file(JenkinsRule jenkins) {
        return jenkins.jenkins.getRootDir().toPath().resolve(DeployerConfiguration.class.getName() + ".xml");
    }

    private static void configure(JenkinsRule jenkins) throws Exception {
        LibraryRules rules = new LibraryRules("ops");
        rules.setResource("deployer/mirage.yaml");
        HostAccess toxis = new HostAccess("toxis");
        toxis.setCredentialsId("key");
        toxis.setHostKeys("ssh-ed25519 AAAA");
        RegistryAccess registry = new RegistryAccess("docker.io");
        registry.setCredentialsId("login");
        DeployerConfiguration configuration = DeployerConfiguration.get();
        configuration.setRules(rules);
        configuration.setFolders(List.of("production"));
        configuration.setHosts(List.of(toxis));
        configuration.setRegistries(List.of(registry));
        configuration.setForgeCredentialsId("reader");
        configuration.setStaging("example/staging");
        configuration.setAgents(List.of(new AgentLabel("arm64", "graviton")));
        configuration.setRetention(7);
        configuration.setPipelinesDeployWithOwnCredentials(true);

        // What is on the disk holds no type of Java's own, and names of ours that stay (docs/architecture.md).
        assertThat(Files.readString(file(jenkins)))
                .contains(
                        "<rules class=\"io.jenkins.plugins.deployer.jenkins.configuration.LibraryRules\"",
                        "<io.jenkins.plugins.deployer.jenkins.configuration.HostAccess>",
                        "<io.jenkins.plugins.deployer.jenkins.configuration.RegistryAccess>",
                        "<io.jenkins.plugins.deployer.jenkins.configuration.AgentLabel>")
                .doesNotContain("java.util", "serialization");
    }

    private static void check(JenkinsRule jenkins) {
        DeployerConfiguration configuration = DeployerConfiguration.get();
        assertThat(configuration.getRules()).isInstanceOfSatisfying(LibraryRules.class, rules -> {
            assertThat(rules.getLibrary()).isEqualTo("ops");
            assertThat(rules.getResource()).isEqualTo("deployer/mirage.yaml");
        });
        assertThat(configuration.getFolders()).containsExactly("production");
        assertThat(configuration.host("toxis")).hasValueSatisfying(host -> {
            assertThat(host.getCredentialsId()).isEqualTo("key");
            assertThat(host.getHostKeys()).isEqualTo("ssh-ed25519 AAAA");
        });
        assertThat(configuration.registry("docker.io"))
                .hasValueSatisfying(
                        registry -> assertThat(registry.getCredentialsId()).isEqualTo("login"));
        assertThat(configuration.getForgeCredentialsId()).isEqualTo("reader");
        assertThat(configuration.getStaging()).isEqualTo("example/staging");
        assertThat(configuration.getAgents()).singleElement().satisfies(agents -> {
            assertThat(agents.getArchitecture()).isEqualTo("arm64");
            assertThat(agents.getLabel()).isEqualTo("graviton");
        });
        assertThat(configuration.getRetention()).isEqualTo(7);
        assertThat(configuration.isPipelinesDeployWithOwnCredentials()).isTrue();
    }
}
