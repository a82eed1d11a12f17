package io.jenkins.plugins.deployer.plugin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The plugin as it is installed. */
final class Hpi {
    private static final String LIBRARIES = "WEB-INF/lib/";

    private final Path file;
    private final Map<String, byte[]> entries;

    private Hpi(Path file) throws IOException {
        this.file = file;
        this.entries = unzip(Files.readAllBytes(file));
    }

    static Hpi built() throws IOException {
        return new Hpi(Path.of(System.getProperty("deployer.hpi")));
    }

    long size() throws IOException {
        return Files.size(file);
    }

    Manifest manifest() throws IOException {
        return new Manifest(new ByteArrayInputStream(entries.get("META-INF/MANIFEST.MF")));
    }

    String text(String entry) {
        return new String(entries.get(entry), java.nio.charset.StandardCharsets.UTF_8);
    }

    Set<String> entries() {
        return entries.keySet();
    }

    /** The names of the jars that it carries. */
    Set<String> libraries() {
        Set<String> names = new HashSet<>();
        for (String name : entries.keySet()) {
            if (name.startsWith(LIBRARIES) && name.endsWith(".jar")) {
                names.add(name.substring(LIBRARIES.length()));
            }
        }
        return names;
    }

    Map<String, byte[]> library(String name) throws IOException {
        return unzip(entries.get(LIBRARIES + name));
    }

    Manifest manifestOf(String library) throws IOException {
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(entries.get(LIBRARIES + library)))) {
            return jar.getManifest();
        }
    }

    private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), stream.readAllBytes());
                }
            }
        }
        return entries;
    }
}
