package io.jenkins.plugins.deployer.jenkins;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/steps.md is made of the help that Jenkins shows: {@code target/steps.md} is what it should be. */
class StepsPageTest {
    private static final Path RESOURCES = Path.of("src/main/resources/io/jenkins/plugins/deployer/jenkins");
    private static final Pattern FIELD = Pattern.compile("field=\"(\\w+)\"");
    private static final Pattern HELP = Pattern.compile("help-(\\w+)\\.html");

    private static final Pattern PROGRAM = Pattern.compile("(?s)<pre>\\s*(?:<code>)?(.*?)(?:</code>)?\\s*</pre>");
    private static final char INDENT = '\u00a0';

    private static final String BEGIN =
            """
            # The steps

            This page says what Jenkins shows as help, in the Snippet Generator too. All steps work in scripted and in
            Declarative Pipelines. Most repositories need none of them, and no `Jenkinsfile` either: built
            [by Deployer rules](install.md#7-the-job), they run

            ```groovy
            deployer()
            ```

            which can as well be their `Jenkinsfile`, or part of it. It plans, builds on agents, publishes and deploys, as the
            rules say. With `deployer(rules: 'PATH')` it takes another rules file of the same library; built by Deployer rules,
            that is the field *Rules file*. It returns the plan (see `deployerPlan`) and in addition the digests that were
            `built`, the names that were `published` and the `outcomes` of the deployments, each a map by title.
            """;

    @Test
    void the_page_says_what_the_help_says() throws IOException {
        String page;
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            page = BEGIN
                    + all.filter(path -> path.getFileName().toString().endsWith("Step"))
                            .filter(path -> Files.exists(path.resolve("config.jelly")))
                            .sorted((a, b) -> a.getFileName().compareTo(b.getFileName()))
                            .map(StepsPageTest::step)
                            .collect(joining());
        }
        Files.writeString(Path.of("target/steps.md"), page);
        assertThat(Path.of("docs/steps.md")).hasContent(page);
    }

    private static String step(Path directory) {
        String type = directory.getFileName().toString();
        String name = Character.toLowerCase(type.charAt(0)) + type.substring(1, type.length() - "Step".length());
        return "\n## " + name + "\n\n" + markdown(read(directory.resolve("help.html"))) + "\n"
                + fields(directory).stream()
                        .map(field -> field(directory, field))
                        .collect(joining());
    }

    private static String field(Path directory, String field) {
        return "\n- **`" + field + "`**: "
                + markdown(read(help(directory, field))).replace("\n", "\n  ") + "\n";
    }

    /** Of the step itself, or of what the steps that deploy share. */
    private static Path help(Path directory, String field) {
        Path own = directory.resolve("help-" + field + ".html");
        return Files.exists(own) ? own : directory.resolveSibling("DeployStep").resolve(own.getFileName());
    }

    /** In the order of the form. */
    private static Set<String> fields(Path directory) {
        Set<String> fields = new LinkedHashSet<>();
        Matcher inForm = FIELD.matcher(read(directory.resolve("config.jelly")));
        while (inForm.find()) {
            fields.add(inForm.group(1));
        }
        fields.removeIf(field -> !Files.exists(help(directory, field)));
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> HELP.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(help -> help.group(1))
                    .sorted()
                    .forEach(fields::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields;
    }

    /** The few elements that help is written with. */
    private static String markdown(String html) {
        // What is indented in a program stays so.
        String text = PROGRAM.matcher(html.strip())
                .replaceAll(program -> Matcher.quoteReplacement(
                        "\n\n```groovy\n" + program.group(1).replace(' ', INDENT) + "\n```\n\n"));
        List<String[]> changes = List.of(
                new String[] {"</?code>", "`"},
                new String[] {"</?(?:strong|b)>", "**"},
                new String[] {"</?(?:em|i)>", "*"},
                new String[] {"<a href=\"([^\"]*)\"[^>]*>(.*?)</a>", "[$2]($1)"},
                new String[] {"\\s*<li>\\s*", "\n- "},
                new String[] {"\\s*</(?:li|dd|dt)>", ""},
                new String[] {"\\s*<dt>\\s*", "\n- "},
                new String[] {"\\s*<dd>\\s*", ": "},
                new String[] {"\\s*</?(?:ul|ol|dl|p|div)>\\s*", "\n\n"},
                new String[] {"<br ?/?>", "  \n"},
                new String[] {"&lt;", "<"},
                new String[] {"&gt;", ">"},
                new String[] {"&quot;", "\""},
                new String[] {"&amp;", "&"},
                new String[] {"(?m)^ {1,4}(?=\\S)", ""},
                new String[] {"\n{3,}", "\n\n"});
        for (String[] change : changes) {
            text = text.replaceAll(change[0], change[1]);
        }
        assertThat(text).as("Markdown of " + html).doesNotContainPattern("</?[a-z]+>");
        return text.strip().replace(INDENT, ' ');
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
