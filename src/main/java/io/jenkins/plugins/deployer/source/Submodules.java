package io.jenkins.plugins.deployer.source;

import io.jenkins.plugins.deployer.process.InputWriter;
import io.jenkins.plugins.deployer.source.TreeEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the {@code .gitmodules} file of a tree says about its submodules (gitmodules(5)). */
final class Submodules {
    private static final int LARGEST_FILE = 1 << 20;

    private final BareRepository repository;
    private final Map<String, Map<String, String>> byPath;

    private Submodules(BareRepository repository, Map<String, Map<String, String>> byPath) {
        this.repository = repository;
        this.byPath = byPath;
    }

    static Submodules of(BareRepository repository, Tree tree) throws SourceException, InterruptedException {
        Optional<TreeEntry> file = tree.entries().stream()
                .filter(entry -> entry.path().equals(".gitmodules") && entry.kind() == Kind.FILE)
                .findFirst();
        if (file.isEmpty()) {
            return new Submodules(repository, Map.of());
        }
        return new Submodules(
                repository,
                repository.read(
                        "Cannot read .gitmodules",
                        InputWriter.NOTHING,
                        Submodules::parse,
                        "config",
                        "--blob",
                        file.get().id(),
                        "-z",
                        "--list"));
    }

    /**
     * Where a submodule is fetched from; empty if {@code .gitmodules} says that it is not checked out ({@code update =
     * none}).
     */
    Optional<GitUrl> url(TreeEntry submodule) throws SourceException {
        Map<String, String> section = byPath.getOrDefault(submodule.path(), Map.of());
        if (section.getOrDefault("update", "").equals("none")) {
            return Optional.empty();
        }
        String name = "Submodule '" + Tree.shown(submodule.path()) + "' of " + repository.url();
        String url = section.get("url");
        if (url == null) {
            throw new SourceException(name + " has no url in .gitmodules. Add it there, or remove the submodule");
        }
        try {
            return Optional.of(repository.url().resolve(url));
        } catch (IllegalArgumentException e) {
            throw new SourceException(name + " cannot be fetched from '" + url + "': " + e.getMessage());
        }
    }

    /** Reads {@code submodule.NAME.KEY<line feed>VALUE<NUL>…} into sections by their path. */
    private static Map<String, Map<String, String>> parse(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(LARGEST_FILE);
        if (stream.read() >= 0) {
            throw new SourceException("Cannot read .gitmodules: it has more than " + LARGEST_FILE + " bytes");
        }
        Map<String, Map<String, String>> byName = new HashMap<>();
        for (String setting : new String(bytes, StandardCharsets.ISO_8859_1).split("\0")) {
            List<String> parts = List.of(setting.split("\n", 2));
            String key = parts.get(0);
            int dot = key.lastIndexOf('.');
            if (key.startsWith("submodule.") && dot > "submodule.".length() && parts.size() == 2) {
                String name = key.substring("submodule.".length(), dot);
                byName.computeIfAbsent(name, n -> new HashMap<>()).put(key.substring(dot + 1), parts.get(1));
            }
        }
        Map<String, Map<String, String>> byPath = new HashMap<>();
        for (Map<String, String> section : byName.values()) {
            if (section.containsKey("path")) {
                byPath.put(withoutSlash(section.get("path")), section);
            }
        }
        return byPath;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
