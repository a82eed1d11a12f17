package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployer.image.Leftovers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import jenkins.MasterToSlaveFileCallable;

/** Writes a build's files on an agent, where nobody else can read them, after those of dead builds have been removed. */
final class WriteBuildFiles extends MasterToSlaveFileCallable<Void> {
    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, byte[]> files;

    WriteBuildFiles(Map<String, byte[]> files) {
        this.files = new LinkedHashMap<>(files);
    }

    @Override
    public Void invoke(File directory, VirtualChannel channel) throws IOException {
        Path temporary = directory.toPath().getParent();
        Files.createDirectories(temporary);
        Leftovers.sweep(temporary, Instant.now());
        Files.createDirectory(directory.toPath(), only("rwx------"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = directory.toPath().resolve(file.getKey());
            Files.createDirectories(path.getParent(), only("rwx------"));
            Files.createFile(path, only("rw-------"));
            Files.write(path, file.getValue(), StandardOpenOption.WRITE);
        }
        return null;
    }

    private static FileAttribute<Set<PosixFilePermission>> only(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
