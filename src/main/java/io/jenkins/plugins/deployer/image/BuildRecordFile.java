package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.process.LineFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Records in a file of JSON lines that only ever grows. Several processes may use it at once. A crash in the middle of
 * writing costs the line that was being written.
 */
public final class BuildRecordFile implements BuildRecords {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final LineFile lines;

    /** @param directory where {@code builds.jsonl} is or will be; made when needed */
    public BuildRecordFile(Path directory) {
        this.file = directory.resolve("builds.jsonl");
        this.lines = new LineFile(file);
    }

    @Override
    public void add(BuildRecord build) throws ImageException {
        try {
            lines.append(JSON.writeValueAsString(BuildRecordJson.write(build)));
        } catch (IOException e) {
            throw new ImageException(
                    ImageException.Kind.FAILED, "cannot write the record of a build to " + file + ": " + e, e);
        }
    }

    @Override
    public List<BuildRecord> of(BuildKey key) throws ImageException {
        Deque<BuildRecord> newestFirst = new ArrayDeque<>();
        // Not a strict decoder: a torn line may end within a character.
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.contains(key.hex())) {
                    read(line).filter(build -> build.key().equals(key)).ifPresent(newestFirst::addFirst);
                }
            }
            return List.copyOf(newestFirst);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new ImageException(
                    ImageException.Kind.FAILED, "cannot read the records of builds in " + file + ": " + e, e);
        }
    }

    /** Whatever is damaged is as if it had not been recorded: then the build is made again. */
    private static Optional<BuildRecord> read(String line) {
        try {
            return BuildRecordJson.read(JSON.readTree(line));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
