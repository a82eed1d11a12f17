package io.jenkins.plugins.deployer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rules file, or part of one, in README.md and docs/ is read; the one that begins with {@code # wrong} says what the text says. */
class DocumentedRulesTest {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```(yaml|text)\\n((?:.*\\n)*?)```$");
    private static final Pattern RULES = Pattern.compile("(?m)^(" + String.join("|", Form.FILE.keys()) + "):");
    private static final String VERSION = "version: 1\n";
    private static final String WRONG = "# wrong\n";

    private record Block(String page, String language, String text) {}

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")).filter(Files::exists), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static List<Block> blocks(Path page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(page));
        while (matcher.find()) {
            blocks.add(new Block(page.toString(), matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void rules_of_the_documentation_are_right(Path page) throws Exception {
        for (Block block : blocks(page)) {
            boolean readable = block.language().equals("yaml")
                    && RULES.matcher(block.text()).find()
                    && !block.text().startsWith(WRONG);
            if (readable) {
                String whole = block.text().contains(VERSION) ? block.text() : VERSION + block.text();
                assertThatCode(() -> Examples.rules(whole)).as(whole).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void the_page_of_the_rules_shows_the_problems_that_are_told() throws Exception {
        List<Block> blocks = blocks(Path.of("docs", "rules.md"));
        Block wrong = blocks.stream()
                .filter(block -> block.text().startsWith(WRONG))
                .findFirst()
                .orElseThrow();

        RulesException problems = assertThrows(RulesException.class, () -> Examples.rules(wrong.text()));

        assertThat(problems.getMessage() + "\n")
                .isEqualTo(blocks.get(blocks.indexOf(wrong) + 1).text());
    }

    @Test
    void the_page_of_the_rules_names_every_key() throws Exception {
        String page = Files.readString(Path.of("docs", "rules.md"));

        assertThat(Arrays.stream(Form.values()).flatMap(form -> form.keys().stream()))
                .allSatisfy(key -> assertThat(page).containsPattern("`" + key + "`|[`{,] ?" + key + ":"));
    }
}
