package io.jenkins.plugins.deployer.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.yaml.snakeyaml.Yaml;

/** docs/jcasc.md, block by block: what it shows is what is imported and what is exported again. */
@WithJenkins
class ConfigurationAsCodeTest {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```yaml\\n((?:.*\\n)*?)```$");

    @TempDir
    private Path directory;

    private static List<String> blocks() throws Exception {
        return BLOCK.matcher(Files.readString(Path.of("docs/jcasc.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private void configure(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    private static Object deployerOf(Map<String, Map<String, Object>> root) {
        return root.get("unclassified").get("deployer");
    }

    private static Object exported() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(out);
        return deployerOf(new Yaml().load(out.toString(StandardCharsets.UTF_8)));
    }

    @Test
    void the_whole_example_is_imported(JenkinsRule jenkins) throws Exception {
        configure(blocks().get(0));

        DeployerConfiguration configuration = DeployerConfiguration.get();
        assertThat(configuration.getRules()).isInstanceOfSatisfying(LibraryRules.class, rules -> {
            assertThat(rules.getLibrary()).isEqualTo("ops");
            assertThat(rules.getResource()).isEqualTo("deployer/rules.yaml");
        });
        assertThat(configuration.getFolders()).containsExactly("production", "team/services");
        assertThat(configuration.covers("team/services/web/live")).isTrue();
        assertThat(configuration.host("toxis")).hasValueSatisfying(host -> {
            assertThat(host.getCredentialsId()).isEqualTo("toxis-key");
            assertThat(HostKeyLines.look(host.getHostKeys()))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.level()).isEqualTo(Finding.Level.OK));
        });
        assertThat(configuration.registry("registry.example.org")).isPresent();
        assertThat(configuration.getForgeCredentialsId()).isEqualTo("forge-reader");
        assertThat(configuration.getStaging()).isEqualTo("registry.example.org/staging");
        assertThat(configuration.getAgents())
                .extracting(AgentLabel::getLabel)
                .containsExactly("linux && docker", "graviton");
        assertThat(configuration.getRetention()).isEqualTo(50);
        assertThat(configuration.isPipelinesDeployWithOwnCredentials()).isFalse();
    }

    @Test
    void the_whole_example_is_exported_again(JenkinsRule jenkins) throws Exception {
        configure(blocks().get(0));

        assertThat(exported()).isEqualTo(deployerOf(new Yaml().load(blocks().get(0))));
    }

    @Test
    void inline_rules_are_imported_and_can_be_read(JenkinsRule jenkins) throws Exception {
        configure(blocks().get(1));

        assertThat(DeployerConfiguration.get().getRules())
                .isInstanceOfSatisfying(InlineRules.class, rules -> assertThat(RulesText.look(rules.getYaml()))
                        .containsExactly(Finding.ok("1 repository with 1 build, 1 host")));
    }

    @Test
    void what_was_exported_is_imported_unchanged(JenkinsRule jenkins) throws Exception {
        configure(blocks().get(1));
        Object before = exported();
        String yaml = new Yaml().dump(Map.of("unclassified", Map.of("deployer", before)));
        DeployerConfiguration.get().setRules(null);
        DeployerConfiguration.get().setFolders(List.of());

        configure(yaml);

        assertThat(exported()).isEqualTo(before);
    }

    @Test
    void the_page_names_every_key(JenkinsRule jenkins) throws Exception {
        String page = Files.readString(Path.of("docs/jcasc.md"));

        assertThat(Stream.of(
                        "rules",
                        "folders",
                        "hosts",
                        "registries",
                        "forgeCredentialsId",
                        "staging",
                        "agents",
                        "retention",
                        "pipelinesDeployWithOwnCredentials"))
                .allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
    }
}
