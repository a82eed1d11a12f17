package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.deployer.plan.BuildKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records in a file of JSON lines that only ever grows. Several processes may use it at once. A crash in the middle of
 * writing costs the line that was being written: it is skipped, and the next one begins on a line of its own.
 */
public final class BuildRecordFile implements BuildRecords {
    /** File locks hold between processes; within this one, this does. */
    private static final ReentrantLock OURS = new ReentrantLock();

    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    /** @param directory where {@code builds.jsonl} is or will be; made when needed */
    public BuildRecordFile(Path directory) {
        this.file = directory.resolve("builds.jsonl");
    }

    @Override
    public void add(BuildRecord build) throws ImageException {
        OURS.lock();
        try {
            boolean isNew = !Files.exists(file);
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                append(channel, JSON.writeValueAsString(BuildRecordJson.write(build)));
                assert lock.isValid();
            }
            if (isNew) {
                syncDirectory();
            }
        } catch (IOException e) {
            throw new ImageException(
                    ImageException.Kind.FAILED, "cannot write the record of a build to " + file + ": " + e, e);
        } finally {
            OURS.unlock();
        }
    }

    @Override
    public List<BuildRecord> of(BuildKey key) throws ImageException {
        Deque<BuildRecord> newestFirst = new ArrayDeque<>();
        // Not a strict decoder: a torn line may end within a character.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
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

    private static void append(FileChannel channel, String line) throws IOException {
        long size = channel.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        boolean torn = size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
        ByteBuffer bytes = ByteBuffer.wrap(((torn ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8));
        channel.position(size);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    /** Without it a power cut could forget that the file exists. */
    private void syncDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
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
