package io.jenkins.plugins.deployer.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenRunsTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void place() {
        file = directory.resolve("deployer").resolve("open-runs.json");
    }

    @Test
    void the_next_process_knows_what_is_open() throws Exception {
        OpenRuns runs = new OpenRuns(file);
        runs.open("org/x/live#12");
        runs.open("org/x/live#13");
        runs.open("org/x/live#13");
        runs.close("org/x/live#12");
        runs.close("org/x/live#11");

        assertThat(new OpenRuns(file).all()).containsExactly("org/x/live#13");
    }

    @Test
    void a_damaged_file_is_as_none() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[\"org/x/live#1");
        OpenRuns runs = new OpenRuns(file);

        assertThat(runs.all()).isEmpty();
        runs.open("org/x/live#2");
        assertThat(new OpenRuns(file).all()).containsExactly("org/x/live#2");
    }
}
