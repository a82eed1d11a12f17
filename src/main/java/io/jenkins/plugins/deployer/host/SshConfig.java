package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the user's and the system's SSH configuration say about one host (ssh_config(5)): {@code Host} with patterns,
 * {@code Match all}, {@code host} and {@code originalhost}, and {@code Include}. As with ssh the first value counts.
 * A {@code Match} with any other criterion is passed over, as if it did not match.
 */
final class SshConfig {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)");
    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z]+)(?:\\s*=\\s*|\\s+)(.*)");
    private static final int DEEPEST_INCLUDE = 16;

    private final Path home;
    private final String host;
    private final Map<String, List<String>> values = new HashMap<>();

    private SshConfig(Path home, String host) {
        this.home = home;
        this.host = host;
    }

    /**
     * Reads what there is; files that do not exist say nothing.
     *
     * @param host as the user wrote it
     * @throws EngineException if a file exists and cannot be read
     */
    static SshConfig of(Path home, String host) throws EngineException {
        SshConfig config = new SshConfig(home, host);
        config.read(home.resolve(".ssh/config"), home.resolve(".ssh"), true, 0);
        config.read(Path.of("/etc/ssh/ssh_config"), Path.of("/etc/ssh"), true, 0);
        return config;
    }

    /** The words of the first line with this keyword; empty if there is none. */
    List<String> words(String keyword) {
        return values.getOrDefault(keyword.toLowerCase(Locale.ROOT), List.of());
    }

    /** The first word of the first line with this keyword. */
    Optional<String> word(String keyword) {
        return words(keyword).stream().findFirst();
    }

    private void read(Path file, Path includesFrom, boolean active, int depth) throws EngineException {
        if (depth > DEEPEST_INCLUDE || !Files.exists(file)) {
            return;
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw EngineException.lasting("the SSH configuration " + file + " cannot be read: " + e.getMessage(), e);
        }
        boolean applies = active;
        for (String line : lines) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || line.strip().startsWith("#")) {
                continue;
            }
            String keyword = parts.group(1).toLowerCase(Locale.ROOT);
            List<String> words = words(WORD.matcher(parts.group(2)));
            switch (keyword) {
                case "host" -> applies = active && matches(words, host);
                case "match" -> applies = active && matchApplies(words);
                case "include" -> {
                    for (String pattern : applies ? words : List.<String>of()) {
                        for (Path included : included(pattern, includesFrom)) {
                            read(included, includesFrom, true, depth + 1);
                        }
                    }
                }
                case "identityfile" -> {
                    if (applies) {
                        values.computeIfAbsent(keyword, key -> new ArrayList<>())
                                .addAll(words);
                    }
                }
                default -> {
                    if (applies) {
                        values.putIfAbsent(keyword, words);
                    }
                }
            }
        }
    }

    private static List<String> words(Matcher text) {
        List<String> words = new ArrayList<>();
        while (text.find()) {
            String word = text.group(1) == null ? text.group(2) : text.group(1);
            if (text.group(1) == null && word.startsWith("#")) {
                break;
            }
            words.add(word);
        }
        return words;
    }

    private boolean matchApplies(List<String> words) {
        if (words.equals(List.of("all"))) {
            return true;
        }
        for (int i = 0; i < words.size(); i += 2) {
            String criterion = words.get(i).toLowerCase(Locale.ROOT);
            String name = criterion.equals("host") ? word("hostname").orElse(host) : host;
            boolean known = criterion.equals("host") || criterion.equals("originalhost");
            if (!known
                    || i + 1 >= words.size()
                    || !matches(List.of(words.get(i + 1).split(",")), name)) {
                return false;
            }
        }
        return !words.isEmpty();
    }

    /** One of the patterns matches, and none with a {@code !} before it does. */
    static boolean matches(List<String> patterns, String name) {
        boolean matches = false;
        for (String pattern : patterns) {
            boolean negated = pattern.startsWith("!");
            if (glob(negated ? pattern.substring(1) : pattern).matcher(name).matches()) {
                if (negated) {
                    return false;
                }
                matches = true;
            }
        }
        return matches;
    }

    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
    }

    private List<Path> included(String pattern, Path from) throws EngineException {
        Path path = from.resolve(
                pattern.startsWith("~/") ? home.resolve(pattern.substring(2)).toString() : pattern);
        Path directory = path.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(directory, path.getFileName().toString())) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw EngineException.lasting("the SSH configuration " + path + " cannot be read: " + e.getMessage(), e);
        }
        files.sort(null);
        return files;
    }
}
