package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedRulesTest {
    private static final String FILE = "deployer/rules.yaml";

    private long now = Long.MAX_VALUE - Duration.ofSeconds(7).toNanos();
    private final CachedRules rules = new CachedRules(() -> now);
    private final Library library = new Library("ops");

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static String forge(String host) {
        return "version: 1\nforge: https://" + host + "\n";
    }

    private String read(RulesPlace place) throws Exception {
        return rules.read(place, FILE).rules().forge().getHost();
    }

    @Test
    void a_file_is_read_once_and_the_place_asked_once_in_a_few_seconds() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(read(library)).isEqualTo("one.example");
            pass(Duration.ofMillis(100));
        }

        assertThat(library.asked).isEqualTo(1);
        assertThat(library.reads).isEqualTo(1);
    }

    @Test
    void a_new_version_is_noticed_within_seconds() throws Exception {
        read(library);
        library.commit("c2", forge("two.example"));

        pass(CachedRules.FRESH);

        RulesAt read = rules.read(library, FILE);
        assertThat(read.rules().forge()).hasHost("two.example");
        assertThat(read.revision()).isEqualTo("c2");
        assertThat(read.place()).isEqualTo("resources/deployer/rules.yaml of the library \"ops\"");
    }

    @Test
    void the_same_version_is_not_read_again() throws Exception {
        read(library);
        pass(Duration.ofHours(1));

        assertThat(read(library)).isEqualTo("one.example");
        assertThat(library.asked).isEqualTo(2);
        assertThat(library.reads).isEqualTo(1);
    }

    @Test
    void old_rules_are_not_used_when_the_place_does_not_answer() throws Exception {
        read(library);
        library.trouble = new IOException("connection refused");
        pass(CachedRules.FRESH);

        assertThatThrownBy(() -> read(library)).isInstanceOf(IOException.class).hasMessage("connection refused");
        assertThatThrownBy(() -> read(library)).isInstanceOf(IOException.class);

        library.trouble = null;
        assertThat(read(library)).isEqualTo("one.example");
    }

    @Test
    void another_configuration_counts_at_once() throws Exception {
        read(library);
        Library other = new Library("other");
        other.commit("c1", forge("other.example"));

        assertThat(read(other)).isEqualTo("other.example");
        assertThat(read(library)).isEqualTo("one.example");
    }

    @Test
    void another_file_of_the_library_can_be_chosen() throws Exception {
        library.files.put("deployer/mirage.yaml", forge("mirage.example"));

        assertThat(rules.read(library, "deployer/mirage.yaml").rules().forge()).hasHost("mirage.example");
        assertThat(read(library)).isEqualTo("one.example");
        assertThatThrownBy(() -> rules.read(library, "deployer/none.yaml")).isInstanceOf(RefusedByRules.class);
    }

    @Test
    void every_problem_of_the_file_is_told() {
        library.files.put(FILE, "version: 1\nhots: {}\nforge: gopher://x\n");

        assertThatThrownBy(() -> read(library))
                .isInstanceOf(RefusedByRules.class)
                .hasMessageContaining("resources/deployer/rules.yaml of the library \"ops\"")
                .hasMessageContaining("deployer/rules.yaml:2:1")
                .hasMessageContaining("deployer/rules.yaml:3:8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "../secrets.yaml",
                "deployer/../../src/x.yaml",
                "deployer/./rules.yaml",
                "deployer//x.yaml",
                "deployer/",
                "deployer\\rules.yaml",
                "..\\x",
                "C:x",
                "https://evil.example/rules.yaml",
                "file:///etc/passwd",
                "deployer/rules.yaml\n",
                "deployer/rules.yaml\0.txt",
                "deployer/%2e%2e/x",
                "-x.yaml",
                ".git/config",
                "~/x",
                "ops@evil",
                "$(touch x)",
                "a b"
            })
    void no_file_outside_the_resources_can_be_chosen(String path) {
        library.files.put(path, forge("evil.example"));

        assertThatThrownBy(() -> rules.read(library, path))
                .isInstanceOf(RefusedByRules.class)
                .message()
                .doesNotContain("\n");
        assertThat(library.reads).isZero();
    }

    @Test
    void who_waits_can_be_interrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> read(library)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void whatever_a_place_fails_with_counts_as_no_answer() {
        library.fault = new IllegalStateException("an answer of the forge that nobody expected");

        assertThatThrownBy(() -> read(library))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the library \"ops\"")
                .hasMessageContaining("that nobody expected");
    }

    /** A repository in memory. */
    private static final class Library implements RulesPlace {
        private final String name;
        private final Map<String, String> files = new HashMap<>(Map.of(FILE, forge("one.example")));
        private String head = "c1";
        private IOException trouble;
        private RuntimeException fault;
        private int asked;
        private int reads;

        Library(String name) {
            this.name = name;
        }

        void commit(String revision, String content) {
            head = revision;
            files.put(FILE, content);
        }

        @Override
        public Object identity() {
            return name;
        }

        @Override
        public String title() {
            return "the library \"" + name + "\"";
        }

        @Override
        public Version current() throws IOException {
            asked++;
            if (trouble != null) {
                throw trouble;
            }
            if (fault != null) {
                throw fault;
            }
            String revision = head;
            return new Version() {
                @Override
                public String revision() {
                    return revision;
                }

                @Override
                public byte[] read(String path, int most) throws RefusedByRules {
                    reads++;
                    if (!files.containsKey(path)) {
                        throw new RefusedByRules("There is no file " + path);
                    }
                    return files.get(path).getBytes(StandardCharsets.UTF_8);
                }
            };
        }
    }
}
