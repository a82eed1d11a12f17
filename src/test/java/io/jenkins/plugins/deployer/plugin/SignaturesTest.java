package io.jenkins.plugins.deployer.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What we compile against is what Jenkins 2.541.3 and its plugins really have. */
class SignaturesTest {
    private static final Path REAL = Path.of("src", "test", "resources", "jenkins-api", "signatures.txt");

    @TempDir
    static Path directory;

    @TestFactory
    Stream<DynamicTest> every_type_has_only_what_the_real_one_has() throws IOException {
        Map<String, SignatureOfType> real = SignatureOfType.read(Files.readString(REAL));
        return Signatures.compiledInto(directory).types().values().stream()
                .map(ours -> DynamicTest.dynamicTest(ours.name(), () -> compare(ours, real.get(ours.name()))));
    }

    @Test
    void nothing_is_kept_that_is_not_used() throws IOException {
        Map<String, SignatureOfType> ours = Signatures.compiledInto(directory).types();
        Map<String, Set<String>> members = new HashMap<>();
        SignatureOfType.read(Files.readString(REAL)).forEach((name, real) -> members.put(name, real.members()));
        assertThat(members.keySet()).isEqualTo(ours.keySet());
        members.forEach((name, lines) ->
                assertThat(lines).as(name).isEqualTo(ours.get(name).members()));
    }

    private static void compare(SignatureOfType ours, SignatureOfType real) {
        assertThat(real).as("the real " + ours.name()).isNotNull();
        assertThat(ours.declaration()).isEqualTo(real.declaration());
        assertThat(ours.superclass()).isEqualTo(real.superclass());
        // An interface that nothing of ours needs may be left out.
        assertThat(real.interfaces()).containsAll(ours.interfaces());
        assertThat(real.members()).containsAll(ours.members());
    }
}
