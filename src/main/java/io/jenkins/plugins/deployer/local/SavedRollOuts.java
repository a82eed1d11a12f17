package io.jenkins.plugins.deployer.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deployer.process.SavedFile;
import io.jenkins.plugins.deployer.service.RollOut;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The roll-outs under way, one file for each service, so that the next command goes on where this one was stopped. Who
 * reads or writes one holds the service's {@link ServiceLock}. Safe for use by several threads.
 */
final class SavedRollOuts {
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final Map<Path, String> written = new ConcurrentHashMap<>();

    SavedRollOuts(Path state) {
        this.directory = state.resolve("rollouts");
    }

    void save(RollOut rollOut) throws IOException {
        Path file = file(rollOut.request().title());
        String json = rollOut.toJson().toString();
        if (!json.equals(written.put(file, json))) {
            SavedFile.write(file, json);
        }
    }

    /** Forgets the roll-out of a service. */
    void remove(String title) throws IOException {
        Path file = file(title);
        written.remove(file);
        Files.deleteIfExists(file);
    }

    /** The roll-out of a service that a command did not follow to its end. */
    Optional<RollOut> find(String title) throws IOException {
        Path file = file(title);
        try {
            return Optional.of(RollOut.fromJson(new ObjectMapper().readTree(Files.readString(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("the saved roll-out " + file + " cannot be read: " + e.getMessage()
                    + "; if you delete it, it is not followed to its end");
        }
    }

    /** All of them, in no order. */
    List<RollOut> all() throws IOException {
        List<RollOut> all = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return all;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                find(FileName.text(name.substring(0, name.length() - SUFFIX.length())))
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    private Path file(String title) {
        return directory.resolve(FileName.of(title) + SUFFIX);
    }
}
