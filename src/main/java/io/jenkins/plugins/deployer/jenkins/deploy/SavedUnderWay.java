package io.jenkins.plugins.deployer.jenkins.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deployer.process.SavedFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * The deployments under way, in a directory with a file for each. Once it is closed nothing is written any more, as the next
 * process may read it already. Safe for use by several threads, for one deployment by one.
 */
final class SavedUnderWay implements AutoCloseable {
    private static final String SUFFIX = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final Consumer<String> problems;
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private boolean isClosed;

    /** @param problems is told in a sentence about each file that cannot be read */
    SavedUnderWay(Path directory, Consumer<String> problems) {
        this.directory = directory;
        this.problems = problems;
    }

    /** What writes a file. */
    interface Writing {
        void write() throws IOException;
    }

    /** Once it returns, this is what a next process goes on from. */
    void save(UnderWay underWay) throws IOException {
        whileOpen(() ->
                SavedFile.writeDurably(file(underWay.id()), underWay.toJson().toString()));
    }

    void remove(String id) throws IOException {
        whileOpen(() -> Files.deleteIfExists(file(id)));
    }

    /** @throws IOException also if this is closed; then nothing was written */
    void whileOpen(Writing writing) throws IOException {
        open.readLock().lock();
        try {
            if (isClosed) {
                throw new IOException("the controller is being stopped");
            }
            writing.write();
        } finally {
            open.readLock().unlock();
        }
    }

    /** Waits for what is being written. */
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            isClosed = true;
        } finally {
            open.writeLock().unlock();
        }
    }

    /** What an earlier process saved; what cannot be read is set aside. */
    List<UnderWay> load() throws IOException {
        SavedFile.sweep(directory);
        List<UnderWay> all = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
                for (Path file : files) {
                    load(file, all);
                }
            }
        }
        return all;
    }

    private void load(Path file, List<UnderWay> all) throws IOException {
        String problem;
        try {
            JsonNode json = JSON.readTree(file.toFile());
            all.add(UnderWay.fromJson(json));
            return;
        } catch (IOException | IllegalArgumentException e) {
            problem = e.getMessage();
        }
        Path aside = file.resolveSibling(file.getFileName() + ".broken");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        problems.accept("the deployment that was under way in " + file + " cannot be gone on with: " + problem
                + "; its file is now " + aside.getFileName() + ": look at its service yourself");
    }

    private Path file(String id) {
        return directory.resolve(id + SUFFIX);
    }
}
