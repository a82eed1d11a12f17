package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a program: a script with the jar behind it. */
class LauncherITest {
    @TempDir
    private Path directory;

    private Path archive;

    @BeforeEach
    void writeRules() throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), "version: 1\nhosts: {toxis: {docker: default}}\n");
        archive = directory.resolve("cache/deployer/classes.jsa");
        Files.createDirectories(archive.getParent());
    }

    @Test
    void runs_like_the_jar() throws Exception {
        assertThat(deployer("", "check")).isZero();
        assertThat(Files.readString(directory.resolve("out"))).contains("1 host");
        assertThat(deployer("", "check", "--rules", "no such file.yaml")).isEqualTo(2);
    }

    @Test
    void takes_its_classes_from_the_archive_that_somebody_made() throws Exception {
        Path loaded = directory.resolve("loaded");

        assertThat(deployer("-XX:ArchiveClassesAtExit=" + archive + " -Xlog:disable", "check"))
                .isZero();
        assertThat(deployer("-Xlog:class+load:file=" + loaded, "check")).isZero();

        assertThat(Files.readString(loaded))
                .containsPattern("deployer\\.rules\\.Rules source: shared objects file \\(top\\)");
    }

    @Test
    void writes_utf_8_where_no_locale_is_set() throws Exception {
        Files.writeString(
                directory.resolve("rules.yaml"),
                "version: 1\nforge: https://forge.example.org\ndefaults: {staging: localhost:5000/staging}\n"
                        + "repositories: {demo/web: {builds: [{docker: Dockerfile}]}}\n");
        String id = "1".repeat(40);

        assertThat(deployer("", "plan", "demo/web", "--branch", "live", "--commit", id, "--tree", id))
                .as(Files.readString(directory.resolve("out")))
                .isZero();

        assertThat(Files.readString(directory.resolve("out"))).contains("├─ 1 Build Dockerfile");
    }

    private int deployer(String options, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("deployer.jar"))
                .resolveSibling("deployer")
                .toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile());
        builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JDK_JAVA_OPTIONS", options);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
