package io.jenkins.plugins.deployer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that want to hurt end in problems like others. The time limit only keeps the build alive. */
class HostileRulesTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static RulesException problems(byte[] content) {
        return assertTimeoutPreemptively(
                LIMIT, () -> assertThrows(RulesException.class, () -> RulesReader.read("f", content)));
    }

    private static String message(byte[] content) {
        return problems(content).getMessage();
    }

    private static String message(String content) {
        return message(content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String before, int... bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        for (int b : bytes) {
            out.write(b);
        }
        return out.toByteArray();
    }

    private static String repeated(int times, String first, String each) {
        return first + each.repeat(times);
    }

    @Test
    void a_hundred_megabytes_are_not_even_looked_at() {
        assertThat(message(new byte[100 << 20])).isEqualTo("f:1:1: a rules file has at most 16 MiB; this one has more");
    }

    @Test
    void sixteen_megabytes_of_values_are_too_much() {
        String values = "version: 1\nimages: [" + "a,".repeat((RulesReader.MOST_BYTES - 100) / 2) + "]";

        assertThat(message(values)).startsWith("f:2:").contains("there is too much in this file");
    }

    @Test
    void sixteen_megabytes_of_one_text_are_quoted_in_part() {
        assertThat(message("version: 1\nforge: " + "a".repeat(RulesReader.MOST_BYTES - 100)))
                .startsWith("f:2:8: the forge is longer than 4096 characters: \"aaa")
                .hasSizeLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "{? ", "- - ", "a:\n"})
    void deep_nesting_ends_at_a_depth(String opening) {
        String nested = opening.equals("a:\n")
                ? IntStream.range(0, 3_000)
                        .mapToObj(i -> " ".repeat(i) + "a:\n")
                        .collect(Collectors.joining())
                : opening.repeat(100_000);

        assertThat(message(nested)).contains(": this is nested deeper than 32 levels");
    }

    @Test
    void aliases_cannot_explode() {
        String bomb = IntStream.rangeClosed(1, 30)
                .mapToObj(i -> "l%d: &l%d [%s]\n".formatted(i, i, i == 1 ? "x" : ("*l" + (i - 1) + ",").repeat(9)))
                .collect(Collectors.joining());

        assertThat(message("version: 1\n" + bomb))
                .startsWith("f:9:18: ")
                .contains("there is too much in this file, with each alias counted as what it stands for");
    }

    @Test
    void a_long_text_cannot_be_repeated_without_end() {
        String text =
                "version: 1\nforge: &text " + "a".repeat(1 << 20) + "\nimages: [" + "*text,".repeat(100_000) + "]";

        assertThat(message(text)).contains("there is too much in this file");
    }

    @Test
    void problems_of_a_repeated_value_are_said_once() {
        String text = "version: 1\nrepositories:\n  a/b:\n    builds:\n      - &b { docker: /x }\n"
                + "      - *b\n".repeat(10_000);

        assertThat(problems(text.getBytes(StandardCharsets.UTF_8)).problems())
                .extracting(Problem::toString)
                .containsExactly("f:5:22: the Dockerfile \"/x\" must be relative to the top of the repository");
    }

    @Test
    void a_hundred_problems_are_told_and_the_others_counted() {
        String text = "version: 1\n"
                + IntStream.range(0, 50_000).mapToObj(i -> "key" + i + ": 1\n").collect(Collectors.joining());

        RulesException problems = problems(text.getBytes(StandardCharsets.UTF_8));

        assertThat(problems.problems()).hasSize(100);
        assertThat(problems.problems().get(99).line()).isEqualTo(101);
        assertThat(problems.more()).isEqualTo(49_900);
        assertThat(problems.getMessage()).endsWith("\nand 49900 more problems");
    }

    @Test
    void wrong_names_among_many_hosts_take_no_long_search() {
        String hosts = IntStream.range(0, 20_000)
                .mapToObj(i -> "  host-%d: { docker: default }%n".formatted(i))
                .collect(Collectors.joining());
        String builds = "          - { service: s, host: host-x }\n".repeat(100_000);

        assertThat(message("version: 1\nhosts:\n" + hosts + "images:\n  - image: a:1\n    services:\n" + builds))
                .contains("there is no host \"host-x\"; did you mean \"host-0\"?")
                .endsWith("and 99900 more problems");
    }

    @Test
    void many_keys_with_one_hash_are_told_apart() {
        List<String> keys = List.of("");
        for (int i = 0; i < 15; i++) {
            keys = keys.stream()
                    .flatMap(key -> List.of(key + "Aa", key + "BB").stream())
                    .toList();
        }
        String text = keys.stream().map(key -> key + ": 1\n").collect(Collectors.joining());

        assertThat(problems(text.getBytes(StandardCharsets.UTF_8)).more()).isEqualTo(keys.size() - 99L);
    }

    @Test
    void a_file_of_the_wrong_encoding_says_where() {
        assertThat(message(bytes("version: 1\nforge: h\u00e4", 0xE4, 'x')))
                .isEqualTo("f:2:10: this is not UTF-8 (byte 0xe4); save the file as UTF-8");
        assertThat(message(bytes("a", 0xE2, 0x82)))
                .isEqualTo("f:1:2: this is not UTF-8 (byte 0xe2); save the file as UTF-8");
        assertThat(message("version: 1".getBytes(StandardCharsets.UTF_16)))
                .isEqualTo("f:1:1: this is not UTF-8 (byte 0xfe); save the file as UTF-8");
        assertThat(message(bytes("a: ", 0xED, 0xA0, 0x80))).startsWith("f:1:4: this is not UTF-8");
    }

    @Test
    void control_characters_are_told_whether_written_or_escaped() {
        assertThat(message("version: 1\r\nforge: a\0b"))
                .isEqualTo("f:2:9: the character U+0000 must not be written as it is; leave it out, or write it as an"
                        + " escape in double quotes");
        assertThat(message("version: 1\rforge: \u001b[2J")).startsWith("f:2:8: the character U+001B must not");
        assertThat(message("a\u2028b")).startsWith("f:1:2: the character U+2028 must not");
        assertThat(message("a: \ud83d\ude80\u0085")).startsWith("f:1:5: the character U+0085 must not");
        assertThat(message("version: 1\nhosts: { \"a\\0b\": { docker: default } }"))
                .isEqualTo("f:2:10: the host name has a control character: \"a\\u0000b\"");
        assertThat(message("version: 1\nhosts: { \"\\ud800\": { docker: default } }"))
                .startsWith("f:2:");
        assertThat(message("version: 1\nhosts: { \"\\U00110000\": { docker: default } }"))
                .startsWith("f:2:");
        assertThat(message("version: 1\nhosts: { \"a\\Lb\": { docker: default } }"))
                .isEqualTo("f:2:10: the host name has a control character: \"a\\u2028b\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n\n",
                "# nothing\n",
                "\uFEFF",
                "---",
                "...",
                "--- ~",
                "%YAML 1.1",
                "%YAML 9.9\n---\na: b",
                "%YAML 99999999999999999.1\n---\n",
                "%TAG ! x\n---\n",
                "%FOO\n",
                "&",
                "*",
                "!",
                "!<",
                "!!",
                "!%",
                "!%FF a",
                "|",
                ">",
                "|9",
                "'",
                "\"",
                "\"\\x",
                "\"\\u12\"",
                "`",
                "@",
                "%",
                ",",
                "]",
                "}",
                ":",
                "?",
                "-",
                "a: b: c",
                "a\n b: c",
                "&a *a",
                "*a : b",
                "&a &b c",
                "!!java.lang.Runtime {}",
                "<<: *a",
                "? [",
                "- -",
                "a: |1\nb",
                "version: 0x1",
                "version: 01",
                "version: 1.0",
                "version: +1",
                "version: 1_0",
                "version: -1",
                "version: yes",
                "version:\n  version: 1",
                "version: [1]",
                "version: 1\nversion: 2",
                "{version: 1, }}",
                "version: 1\n...\nx",
            })
    void anything_short_ends_in_problems(String text) {
        assertThat(message(text)).matches("(?s)f:\\d+:\\d+: .+");
    }

    @Test
    void long_runs_of_one_piece_take_no_long_time() {
        for (String piece : List.of(
                " ",
                "\n",
                "#",
                "# \n",
                "&a ",
                "*a ",
                "!a ",
                "\"",
                "'",
                "\\",
                "|\n",
                ">\n",
                "? \n",
                ": ",
                "- \n",
                "a: ",
                "a:\n",
                "a: b\n",
                "---\n",
                "...\n",
                "%A\n",
                "{}",
                "[]",
                "[],",
                "{},",
                "\t",
                "\r\n",
                "a ",
                "'' ",
                "\"\\\n\" ",
                "&a\n",
                "%TAG !a! b\n")) {
            problems(repeated(1_000_000 / piece.length(), "", piece).getBytes(StandardCharsets.UTF_8));
            problems(repeated(1_000_000 / piece.length(), "version: 1\nhosts: [", piece)
                    .getBytes(StandardCharsets.UTF_8));
            problems(repeated(1_000_000 / piece.length(), "version: 1\nforge: \"", piece)
                    .getBytes(StandardCharsets.UTF_8));
            problems(repeated(1_000_000 / piece.length(), "version: 1\nforge: |\n  ", piece)
                    .getBytes(StandardCharsets.UTF_8));
        }
    }
}
