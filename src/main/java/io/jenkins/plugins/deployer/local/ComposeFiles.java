package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.service.ComposeFile;
import io.jenkins.plugins.deployer.source.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The compose files of revisions. */
final class ComposeFiles {
    private static final int LARGEST = 1 << 20;

    private ComposeFiles() {}

    /** @throws ExitException if the repository has no such file */
    static ComposeFile of(Snapshot snapshot, String path) throws ExitException, IOException, InterruptedException {
        Optional<byte[]> content = snapshot.file(path, LARGEST);
        if (content.isEmpty()) {
            throw new ExitException(ExitCode.FAILED, "there is no compose file '" + path + "' in " + snapshot);
        }
        return ComposeFile.of(path, new String(content.get(), StandardCharsets.UTF_8));
    }
}
