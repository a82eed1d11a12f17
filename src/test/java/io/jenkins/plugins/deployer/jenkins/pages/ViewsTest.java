package io.jenkins.plugins.deployer.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every view of the plugin's pages, whatever it shows. */
class ViewsTest {
    private static final Path RESOURCES = Path.of("src/main/resources/io/jenkins/plugins/deployer/jenkins");
    private static final Pattern KEY = Pattern.compile("\\$\\{%(\\w+)|'%(\\w+)'");
    private static final Pattern INLINE =
            Pattern.compile("(?i)\\son[a-z]+\\s*=|<script|<style|\\sstyle\\s*=|javascript:|<j:out(?![^>]*[gG]raph)");
    /** Letters between two elements that are no expression: a text that cannot be translated. */
    private static final Pattern TEXT = Pattern.compile(">[^<>${}]*[a-zA-Z]{2}[^<>]*<");

    static List<Path> views() throws IOException {
        try (Stream<Path> files =
                Stream.concat(Files.walk(RESOURCES.resolve("pages")), Files.walk(RESOURCES.resolve("run")))) {
            return files.filter(file -> file.toString().endsWith(".jelly")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("views")
    void it_escapes_what_it_shows_and_has_no_script_in_it(Path view) throws Exception {
        String text = Files.readString(view);

        assertThat(text).startsWith("<?jelly escape-by-default='true'?>");
        assertThat(INLINE.matcher(text).results().map(found -> found.group())).isEmpty();
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(view.toFile());
    }

    @ParameterizedTest
    @MethodSource("views")
    void each_of_its_texts_is_in_its_properties_and_nothing_else_is(Path view) throws Exception {
        String text = Files.readString(view).replaceAll("(?s)<st:documentation>.*?</st:documentation>", "");
        Set<String> used = new TreeSet<>();
        Matcher keys = KEY.matcher(text);
        while (keys.find()) {
            used.add(keys.group(1) == null ? keys.group(2) : keys.group(1));
        }
        Properties known = new Properties();
        Path properties = view.resolveSibling(view.getFileName().toString().replace(".jelly", ".properties"));
        if (Files.exists(properties)) {
            try (var in = Files.newBufferedReader(properties, StandardCharsets.UTF_8)) {
                known.load(in);
            }
        }

        assertThat(known.stringPropertyNames()).isEqualTo(used);
        assertThat(TEXT.matcher(text).results().map(found -> found.group())).isEmpty();
    }
}
