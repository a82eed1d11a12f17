package io.jenkins.plugins.deployer.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.PluginManager;
import hudson.PluginWrapper;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller starts with the plugin, whole and without a word of complaint. */
class PluginLoadsTest {
    @RegisterExtension
    private final RealJenkinsExtension controller =
            new RealJenkinsExtension().javaOptions("-Djenkins.model.Jenkins.slaveAgentPort=-1");

    @Test
    void with_every_plugin_that_it_works_with() throws Throwable {
        controller.then(PluginLoadsTest::is_whole, PluginLoadsTest::has_its_integrations);
    }

    @Test
    void without_those_that_it_can_do_without() throws Throwable {
        controller.omitPlugins("docker-commons", "docker-workflow", "github-branch-source", "metrics");
        controller.then(PluginLoadsTest::is_whole);
    }

    static void is_whole(JenkinsRule jenkins) throws Exception {
        PluginManager plugins = jenkins.getPluginManager();
        assertThat(plugins.getFailedPlugins()).isEmpty();
        PluginWrapper deployer = plugins.getPlugin("deployer");
        assertThat(deployer.isActive()).isTrue();
        for (IndexItem<Extension, Object> item : Index.load(Extension.class, Object.class, deployer.classLoader)) {
            assertFound(item);
        }
        assertThat(SymbolLookup.get().find(GlobalConfiguration.class, "deployer"))
                .isNotNull();
        assertThat(complaints()).isEmpty();
    }

    private static void has_its_integrations(JenkinsRule jenkins) throws Exception {
        ClassLoader loader = jenkins.getPluginManager().getPlugin("deployer").classLoader;
        for (IndexItem<OptionalExtension, Object> item : Index.load(OptionalExtension.class, Object.class, loader)) {
            assertFound(item);
        }
    }

    /** The loader shows the indexes of the plugins below, too. */
    private static void assertFound(IndexItem<?, ?> item) throws InstantiationException {
        if (!item.className().startsWith("io.jenkins.plugins.deployer.")) {
            return;
        }
        Class<?> type;
        if (item.element() instanceof Field field) {
            type = field.getType();
        } else if (item.element() instanceof Method method) {
            type = method.getReturnType();
        } else {
            type = (Class<?>) item.element();
        }
        assertThat(ExtensionList.lookup(type)).as(item.toString()).isNotEmpty();
    }

    private static List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (LogRecord record : Jenkins.logRecords) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                complaints.add(new SimpleFormatter().format(record));
            }
        }
        return complaints;
    }
}
