package io.jenkins.plugins.deployer.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/install.md says that is said when something goes wrong, some class does say. */
class DocumentedMessagesTest {
    private static final String HEADING = "## What can go wrong";
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /** The constants of all classes; where a message has a value in it, each of its parts is one. */
    private static String constants;

    @BeforeAll
    static void readClasses() throws Exception {
        Path classes = Path.of(HostNeeds.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class")).forEach(file -> all.append(content(file)));
        }
        constants = all.toString();
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> messages() throws IOException {
        String page = Files.readString(Path.of("docs/install.md"));
        return page.substring(page.indexOf(HEADING))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf(" |", 2)))
                .flatMap(cell -> QUOTED.matcher(cell).results().map((MatchResult match) -> match.group(1)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void is_said(String message) {
        assertThat(constants.contains(message)).as(message).isTrue();
    }

    @Test
    void there_are_messages() throws IOException {
        assertThat(messages()).hasSizeGreaterThan(10);
    }
}
