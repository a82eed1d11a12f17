package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command line of the documentation, and of the commands' own examples, is one that the command understands. */
class DocumentedCommandsTest {
    private static final Pattern COMMAND = Pattern.compile("(?:\\$ | {4}target/|.*`target/)(deployer [^`]*).*");

    @ParameterizedTest
    @MethodSource
    void documented(String line) {
        String[] arguments = arguments(line);

        assertThatCode(() -> Deployer.commandLine(arguments).parseArgs(arguments))
                .as(line)
                .doesNotThrowAnyException();
    }

    static Stream<String> documented() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        List<String> lines = new ArrayList<>();
        for (Path page : pages) {
            lines.addAll(Files.readAllLines(page).stream()
                    .map(COMMAND::matcher)
                    .filter(Matcher::matches)
                    .map(command -> command.group(1))
                    .toList());
        }
        Deployer.commandLine().getSubcommands().values().stream()
                .flatMap(command ->
                        Arrays.stream(command.getCommandSpec().usageMessage().footer()))
                .map(String::strip)
                .filter(line -> line.startsWith("deployer "))
                .forEach(lines::add);
        return lines.stream().distinct();
    }

    @Test
    void every_command_is_documented_with_examples() throws IOException {
        String page = Files.readString(Path.of("docs/testing-locally.md"));

        for (CommandLine command : Deployer.commandLine().getSubcommands().values()) {
            String name = command.getCommandName();
            assertThat(page).contains("deployer " + name);
            if (!name.equals("generate-completion")) {
                assertThat(command.getUsageMessage().toLowerCase(Locale.ROOT))
                        .contains("examples:", "deployer " + name, "--help");
            }
        }
    }

    private static String[] arguments(String line) {
        return Arrays.stream(line.replaceFirst(" > .*", "").split(" +")).skip(1).toArray(String[]::new);
    }
}
