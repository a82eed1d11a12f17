package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    private static final Instant NOW = Instant.parse("2026-05-03T12:00:00Z");

    private final Path workspaces;
    private Path outside;

    LeftoversTest(@TempDir Path workspaces) {
        this.workspaces = workspaces;
    }

    @BeforeEach
    void prepare(@TempDir Path elsewhere) throws Exception {
        outside = Files.writeString(elsewhere.resolve("file"), "stays");
    }

    @Test
    void builds_that_gave_no_sign_for_long_are_removed_from_beside_every_workspace() throws Exception {
        Path dead = build("web@tmp/deployer-build-1", Duration.ofHours(1), Duration.ofHours(2));
        Path neverBegun = build("web@2@tmp/deployer-build-2", Duration.ofHours(1));
        Path alive = build("web@tmp/deployer-build-3", Duration.ofHours(5), Duration.ofSeconds(5));
        Path beingMade = build("other@tmp/deployer-build-4", Duration.ofSeconds(5));
        Path somebodyElses = build("web@tmp/durable-1", Duration.ofHours(1));
        Path work = build("web/deployer-build-5", Duration.ofHours(1));

        Leftovers.sweep(workspaces.resolve("web@tmp"), NOW);

        assertThat(dead).doesNotExist();
        assertThat(neverBegun).doesNotExist();
        assertThat(alive).isDirectory();
        assertThat(beingMade).isDirectory();
        assertThat(somebodyElses).isDirectory();
        assertThat(work).isDirectory();
        assertThat(outside).hasContent("stays");
    }

    @Test
    void there_may_be_nothing_to_sweep() {
        Leftovers.sweep(workspaces.resolve("none/web@tmp"), NOW);

        assertThat(workspaces).isEmptyDirectory();
    }

    private Path build(String name, Duration age) throws Exception {
        Path build = Files.createDirectories(workspaces.resolve(name));
        Files.createDirectories(build.resolve("context/a"));
        Files.writeString(build.resolve("context/a/b"), "x");
        Files.createSymbolicLink(build.resolve("link"), outside);
        Files.setLastModifiedTime(build, FileTime.from(NOW.minus(age)));
        return build;
    }

    private Path build(String name, Duration age, Duration lastSign) throws Exception {
        Path build = build(name, age);
        Files.setLastModifiedTime(
                Files.createFile(build.resolve(ScriptedBuild.ALIVE)), FileTime.from(NOW.minus(lastSign)));
        return build;
    }
}
