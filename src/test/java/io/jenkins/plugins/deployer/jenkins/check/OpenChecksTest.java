package io.jenkins.plugins.deployer.jenkins.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenChecksTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void place() {
        file = directory.resolve("deployer").resolve("open-checks.json");
    }

    @Test
    void the_next_process_knows_what_is_open() throws Exception {
        OpenChecks checks = new OpenChecks(file);
        checks.open("org/x/live#12");
        checks.open("org/x/live#13");
        checks.open("org/x/live#13");
        checks.close("org/x/live#12");
        checks.close("org/x/live#11");

        assertThat(new OpenChecks(file).all()).containsExactly("org/x/live#13");
    }

    @Test
    void a_damaged_file_is_as_none() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[\"org/x/live#1");
        OpenChecks checks = new OpenChecks(file);

        assertThat(checks.all()).isEmpty();
        checks.open("org/x/live#2");
        assertThat(new OpenChecks(file).all()).containsExactly("org/x/live#2");
    }
}
