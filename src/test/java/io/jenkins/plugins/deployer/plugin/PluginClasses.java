package io.jenkins.plugins.deployer.plugin;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The classes of the plugin's jar, with signatures in the place of Jenkins: to be looked at, never to be run. */
final class PluginClasses {
    private static final String OURS = "io/jenkins/plugins/deployer/jenkins/";

    private final ClassLoader loader;
    private final List<Class<?>> classes = new ArrayList<>();

    private PluginClasses(ClassLoader loader) {
        this.loader = loader;
    }

    /** @param jar the entries of the plugin's own jar */
    static PluginClasses of(Map<String, byte[]> jar, Path directory) throws IOException, ClassNotFoundException {
        Path unpacked = directory.resolve("plugin");
        for (Map.Entry<String, byte[]> entry : jar.entrySet()) {
            Path file = unpacked.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        Path signatures = Files.createDirectories(directory.resolve("signatures"));
        Signatures.compiledInto(signatures);
        PluginClasses plugin = new PluginClasses(loader(unpacked, signatures));
        for (String name : jar.keySet()) {
            if (name.startsWith(OURS) && name.endsWith(".class") && !name.endsWith("package-info.class")) {
                plugin.classes.add(
                        plugin.load(name.substring(0, name.length() - 6).replace('/', '.')));
            }
        }
        return plugin;
    }

    ClassLoader loader() {
        return loader;
    }

    Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, false, loader);
    }

    /** All below {@code jenkins/}. */
    List<Class<?>> all() {
        return List.copyOf(classes);
    }

    /** @return empty if nothing of the plugin carries it, so that it has no signature */
    Optional<Class<? extends Annotation>> annotation(String name) {
        try {
            return Optional.of(load(name).asSubclass(Annotation.class));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static ClassLoader loader(Path plugin, Path signatures) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        urls.add(plugin.toUri().toURL());
        urls.add(signatures.toUri().toURL());
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), new IndexReaders());
    }

    /** Lets the plugin's classes and the test agree on the types of the indexes' readers, and on nothing else. */
    private static final class IndexReaders extends ClassLoader {
        IndexReaders() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("net.java.sezpoz.") || name.startsWith("org.jvnet.hudson.annotation_indexer.")) {
                return PluginClasses.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
