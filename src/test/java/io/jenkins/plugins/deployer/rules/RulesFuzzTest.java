package io.jenkins.plugins.deployer.rules;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Changes examples at random, always in the same way: nothing but rules or problems ever comes out. */
class RulesFuzzTest {
    private static final int ROUNDS = 4_000;

    private static final List<String> PIECES = List.of(
            "[",
            "]",
            "{",
            "}",
            ":",
            ": ",
            ", ",
            "- ",
            "? ",
            "&a ",
            "*a",
            "!",
            "!!str ",
            "|\n",
            ">\n",
            "#",
            "'",
            "\"",
            "\\",
            "\\x",
            "\\u12",
            "\n",
            "\r",
            "\t",
            "\0",
            "\uFEFF",
            "\u2028",
            "%",
            "@",
            "`",
            "~",
            "null",
            "true",
            "yes",
            "0x10",
            "-1",
            "99999999999",
            "1.5",
            "<<: *a",
            "---\n",
            "...\n",
            "version: 1\n",
            "\ud83d\ude80",
            "../",
            "/",
            "*",
            "=",
            ",",
            "id=a,src=b");

    @Test
    void only_problems_come_out() {
        Random random = new Random(20_260_101);
        List<byte[]> examples = Examples.VALID.stream()
                .map(name -> Examples.text(name).getBytes(StandardCharsets.UTF_8))
                .toList();

        assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] content = examples.get(round % examples.size());
                for (int i = random.nextInt(4); i >= 0; i--) {
                    content = changed(content, random);
                }
                check(content);
            }
        });
    }

    private static void check(byte[] content) {
        try {
            RulesReader.read("f", content);
        } catch (RulesException e) {
            // one of the two things that may come out
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("failed for " + Base64.getEncoder().encodeToString(content), e);
        }
    }

    private static byte[] changed(byte[] content, Random random) {
        int from = random.nextInt(content.length + 1);
        int to = Math.min(content.length, from + random.nextInt(12));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(content, 0, from);
        switch (random.nextInt(5)) {
            case 0 -> {} // cut out
            case 1 -> out.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
            case 2 -> out.write(random.nextInt(256));
            case 3 -> {
                int other = random.nextInt(content.length);
                out.write(content, other, Math.min(30, content.length - other));
            }
            default -> {
                return out.size() == 0 ? content : out.toByteArray(); // cut off
            }
        }
        out.write(content, to, content.length - to);
        return out.size() == 0 ? content : out.toByteArray();
    }
}
