package io.jenkins.plugins.deployer.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/** Whoever installs the plugin gets every plugin whose classes it uses. */
class PluginDependenciesTest {
    @Test
    void the_manifest_names_every_plugin_whose_classes_are_used() throws Exception {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.jenkins.plugins.deployer.jenkins");
        Set<String> used = new TreeSet<>();
        for (JavaClass type : ours) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!target.isPrimitive()) {
                    pluginOf(target).ifPresent(used::add);
                }
            }
        }
        assertThat(named()).containsAll(used);
    }

    private static Set<String> named() throws IOException {
        try (InputStream stream = PluginDependenciesTest.class.getResourceAsStream("/the.hpl")) {
            Set<String> names = new HashSet<>();
            String dependencies = new Manifest(stream).getMainAttributes().getValue("Plugin-Dependencies");
            for (String dependency : dependencies.split(",")) {
                names.add(dependency.substring(0, dependency.indexOf(':')));
            }
            return names;
        }
    }

    private static Optional<String> pluginOf(JavaClass type) throws Exception {
        URL location = Optional.ofNullable(
                        ClassLoader.getSystemResource(type.getName().replace('.', '/') + ".class"))
                .orElseThrow(() -> new AssertionError(type.getName() + " is nowhere"));
        if (!location.getProtocol().equals("jar")) {
            return Optional.empty();
        }
        String file = location.getPath().substring(0, location.getPath().indexOf('!'));
        try (JarFile jar = new JarFile(Path.of(new URL(file).toURI()).toFile())) {
            return Optional.ofNullable(jar.getManifest())
                    .map(manifest -> manifest.getMainAttributes().getValue("Short-Name"));
        }
    }
}
