package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.service.ComposeFile;
import io.jenkins.plugins.deployer.source.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The compose file of a revision, in a directory of its own as long as it is needed. */
final class ComposeFiles implements AutoCloseable {
    private static final int LARGEST = 1 << 20;

    private final Path directory;
    private final ComposeFile file;

    private ComposeFiles(Path directory, ComposeFile file) {
        this.directory = directory;
        this.file = file;
    }

    /** @throws ExitException if the repository has no such file */
    static ComposeFiles of(Snapshot snapshot, String path) throws ExitException, IOException, InterruptedException {
        Optional<byte[]> content = snapshot.file(path, LARGEST);
        if (content.isEmpty()) {
            throw new ExitException(ExitCode.FAILED, "there is no compose file '" + path + "' in " + snapshot);
        }
        Path directory = Files.createTempDirectory("deployer-");
        Path file = Files.write(directory.resolve("compose.yaml"), content.get());
        return new ComposeFiles(directory, ComposeFile.read(file));
    }

    ComposeFile file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file.file());
        Files.deleteIfExists(directory);
    }
}
