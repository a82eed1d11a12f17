package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedMapTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("state").resolve("facts");
    }

    @Test
    void the_next_process_knows_the_last_value() throws Exception {
        SavedMap map = new SavedMap(file);
        map.put("a", "1");
        map.put("b", "2");
        map.put("a", "3");

        SavedMap next = new SavedMap(file);

        assertThat(next.get("a")).contains("3");
        assertThat(next.get("b")).contains("2");
        assertThat(next.get("c")).isEmpty();
    }

    @Test
    void a_line_that_was_cut_short_is_no_fact_and_spoils_none() throws Exception {
        new SavedMap(file).put("a", "1");
        Files.writeString(file, "\nb\tsha256:01", StandardOpenOption.APPEND);
        new SavedMap(file).put("c", "2");

        SavedMap next = new SavedMap(file);

        assertThat(next.get("a")).contains("1");
        assertThat(next.get("b")).isEmpty();
        assertThat(next.get("c")).contains("2");
    }

    @Test
    void names_and_values_are_single_words_of_a_line() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SavedMap(file).put("a", "1\n2"));
    }
}
