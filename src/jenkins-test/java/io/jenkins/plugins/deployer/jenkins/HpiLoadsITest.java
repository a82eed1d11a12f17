package io.jenkins.plugins.deployer.jenkins;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The .hpi as people install it, not the classes that the other tests load. */
class HpiLoadsITest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension()
            .javaOptions("-Djenkins.model.Jenkins.slaveAgentPort=-1")
            .omitPlugins("deployer");

    @Test
    void a_controller_starts_with_it_and_starts_again() throws Throwable {
        Path plugins = controller.getHome().toPath().resolve("plugins");
        Files.copy(Path.of(System.getProperty("deployer.hpi")), plugins.resolve("deployer.jpi"));
        controller.then(PluginLoadsTest::is_whole);
        controller.then(PluginLoadsTest::is_whole);
    }
}
