package io.jenkins.plugins.deployer.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.Attributes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The .hpi is what Jenkins expects of a plugin, and carries nothing that it does not need. */
class HpiITest {
    @TempDir
    static Path directory;

    private static Hpi hpi;
    private static Map<String, byte[]> jar;
    private static PluginClasses plugin;

    @BeforeAll
    static void open() throws IOException, ClassNotFoundException {
        hpi = Hpi.built();
        jar = hpi.library("deployer.jar");
        plugin = PluginClasses.of(jar, directory);
    }

    @Test
    void its_manifest_says_what_it_is() throws IOException {
        Attributes manifest = hpi.manifest().getMainAttributes();
        assertThat(manifest.getValue("Short-Name")).isEqualTo("deployer");
        assertThat(manifest.getValue("Long-Name")).isEqualTo("Deployer");
        assertThat(manifest.getValue("Plugin-Version")).matches("\\d.*");
        assertThat(manifest.getValue("Jenkins-Version")).startsWith("2.541.");
    }

    @Test
    void it_depends_on_released_plugins_and_on_integrations_only_optionally() throws IOException {
        List<String> required = new ArrayList<>();
        List<String> optional = new ArrayList<>();
        for (String dependency : hpi.manifest()
                .getMainAttributes()
                .getValue("Plugin-Dependencies")
                .split(",")) {
            assertThat(dependency).matches("[a-z0-9-]+:\\d[\\w.-]*(;resolution:=optional)?");
            (dependency.endsWith(";resolution:=optional") ? optional : required)
                    .add(dependency.substring(0, dependency.indexOf(':')));
        }
        assertThat(required)
                .as("where the steps are that deployer() calls")
                .contains(
                        "pipeline-stage-step",
                        "workflow-basic-steps",
                        "workflow-cps",
                        "workflow-durable-task-step",
                        "workflow-scm-step");
        assertThat(optional)
                .containsExactly("checks-api", "docker-commons", "github", "github-branch-source", "metrics", "slack");
    }

    @Test
    void its_own_jar_says_whose_classes_may_be_saved() throws IOException {
        Attributes manifest = hpi.manifestOf("deployer.jar").getMainAttributes();
        Attributes outer = hpi.manifest().getMainAttributes();
        for (String name : List.of("Short-Name", "Plugin-Version", "Jenkins-Version")) {
            assertThat(manifest.getValue(name)).as(name).isEqualTo(outer.getValue(name));
        }
        assertThat(jar).containsKey("index.jelly");
    }

    @Test
    void its_indexes_list_everything_that_jenkins_looks_for_by_them() throws Exception {
        for (String annotation : List.of("hudson.Extension", "org.jenkinsci.plugins.variant.OptionalExtension")) {
            assertThat(Indexes.sezpoz(plugin, annotation))
                    .isEqualTo(Indexes.annotated(plugin, annotation))
                    .isNotEmpty();
        }
        for (String annotation : List.of("org.jenkinsci.Symbol", "hudson.init.Initializer")) {
            assertThat(Indexes.indexed(plugin, annotation))
                    .isEqualTo(Indexes.annotated(plugin, annotation))
                    .isNotEmpty();
        }
    }

    @Test
    void every_describable_has_a_form_and_help_for_each_field() throws Exception {
        List<String> missing = new ArrayList<>();
        List<String> offered = new ArrayList<>();
        for (Describable describable : Describable.allOf(plugin)) {
            missing.addAll(describable.missing(jar.keySet()));
            offered.add(describable.type().getSimpleName());
        }
        assertThat(missing).isEmpty();
        assertThat(offered).contains("DeployerConfiguration", "DeployDockerServiceStep", "HostAccess", "LibraryRules");
    }

    @Test
    void every_view_escapes_what_it_shows() {
        jar.forEach((name, content) -> {
            if (name.endsWith(".jelly")) {
                assertThat(new String(content, StandardCharsets.UTF_8))
                        .as(name)
                        .contains("<?jelly escape-by-default='true'?>");
            }
        });
    }

    @Test
    void it_carries_only_libraries_that_no_plugin_provides() {
        assertThat(hpi.libraries())
                .allMatch(name -> name.matches("deployer\\.jar|jsch-[\\d.]+\\.jar|commons-compress-[\\d.]+\\.jar"))
                .hasSize(3);
        for (String library : List.of("jsch", "commons-compress")) {
            assertThat(hpi.text("WEB-INF/licenses.xml")).contains("artifactId=\"" + library + "\"");
        }
    }

    @Test
    void it_carries_no_class_of_jenkins_or_of_the_command() throws IOException {
        TreeSet<String> foreign = new TreeSet<>();
        for (String name : jar.keySet()) {
            if (name.endsWith(".class") && !name.startsWith("io/jenkins/plugins/deployer/")
                    || name.startsWith("io/jenkins/plugins/deployer/local/")) {
                foreign.add(name);
            }
        }
        for (String library : hpi.libraries()) {
            for (String name : hpi.library(library).keySet()) {
                if (name.matches("(hudson|jenkins|org/jenkinsci|org/kohsuke|com/cloudbees|picocli)/.*")) {
                    foreign.add(library + "!" + name);
                }
            }
        }
        assertThat(foreign).isEmpty();
    }

    @Test
    void it_is_small() throws IOException {
        assertThat(hpi.size()).isLessThan(5 << 20);
    }
}
