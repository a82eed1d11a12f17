package io.jenkins.plugins.deployer.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facts by name that outlive the process: a file of lines {@code NAME TAB VALUE} that is only ever appended to; the
 * last line of a name counts. A line that a killed process left unfinished is no fact. Safe for use by several threads
 * and, as lines are written at once, by several commands.
 */
final class SavedMap {
    private final Path file;
    private Optional<Map<String, String>> known = Optional.empty();

    SavedMap(Path file) {
        this.file = file;
    }

    synchronized Optional<String> get(String name) throws IOException {
        return Optional.ofNullable(known().get(name));
    }

    /** @throws IllegalArgumentException if name or value has a control character */
    synchronized void put(String name, String value) throws IOException {
        String line = name + "\t" + value;
        if (line.chars().filter(Character::isISOControl).count() != 1) {
            throw new IllegalArgumentException("a control character in " + line);
        }
        if (value.equals(known().put(name, value))) {
            return;
        }
        Files.createDirectories(file.getParent());
        // Begins with a line feed too, so that it stays apart from what a killed process left unfinished.
        Files.write(
                file,
                ("\n" + line + "\t.\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private Map<String, String> known() throws IOException {
        if (known.isEmpty()) {
            known = Optional.of(read());
        }
        return known.get();
    }

    private Map<String, String> read() throws IOException {
        Map<String, String> map = new LinkedHashMap<>();
        for (String line : lines()) {
            String[] parts = line.split("\t", -1);
            if (parts.length == 3 && parts[2].equals(".")) {
                map.put(parts[0], parts[1]);
            }
        }
        return map;
    }

    private List<String> lines() throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
