package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployer.image.Leftovers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import jenkins.MasterToSlaveFileCallable;

/**
 * Makes a directory on an agent with files that only the agent's user can read, in no moment with other permissions. Removes
 * what builds that were killed left beside the agent's workspaces.
 */
final class PrivateFiles extends MasterToSlaveFileCallable<Void> {
    private static final long serialVersionUID = 1L;

    private static final String DIRECTORY = "rwx------";
    private static final String FILE = "rw-------";

    private final HashMap<String, byte[]> files;

    /** @param files by their path in the directory */
    PrivateFiles(Map<String, byte[]> files) {
        this.files = new HashMap<>(files);
    }

    @Override
    public Void invoke(File directory, VirtualChannel channel) throws IOException {
        Path top = directory.toPath().toAbsolutePath();
        Files.createDirectories(top.getParent());
        Leftovers.sweep(top.getParent(), Instant.now());
        Files.createDirectory(top, permissions(DIRECTORY));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = top.resolve(file.getKey());
            Files.createDirectories(path.getParent(), permissions(DIRECTORY));
            Files.createFile(path, permissions(FILE));
            Files.write(path, file.getValue());
        }
        return null;
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
