package io.jenkins.plugins.deployer.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void only_this_user_can_read_it() throws Exception {
        try (PrivateDirectory directory = PrivateDirectory.in(parent)) {
            Path secret = directory.write("secret", "hunter2".getBytes(StandardCharsets.UTF_8));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.path().getParent())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void closing_removes_it_but_nothing_that_it_links_to() throws Exception {
        Path kept = Files.createDirectories(parent.resolve("kept"));
        Files.writeString(kept.resolve("file"), "here");
        try (PrivateDirectory directory = PrivateDirectory.in(parent)) {
            Files.createDirectories(directory.path().resolve("a/b"));
            Files.createSymbolicLink(directory.path().resolve("a/link"), kept);
        }

        assertThat(parent).isDirectoryContaining("glob:**/kept").isDirectoryNotContaining("glob:**/deployer-*");
        assertThat(kept.resolve("file")).hasContent("here");
    }

    @Test
    void sweeping_removes_what_nobody_uses() throws Exception {
        Path leftover = Files.createDirectories(parent.resolve("deployer-private-1"));
        Files.createFile(leftover.resolve(".lock"));
        Files.writeString(leftover.resolve("config.json"), "{}");
        try (PrivateDirectory used = PrivateDirectory.in(parent)) {
            PrivateDirectory.sweep(parent);

            assertThat(leftover).doesNotExist();
            assertThat(used.path()).exists();
        }
    }

    @Test
    void sweeping_nothing_is_fine() {
        PrivateDirectory.sweep(parent.resolve("none"));
    }
}
