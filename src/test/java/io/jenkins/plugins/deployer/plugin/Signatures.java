package io.jenkins.plugins.deployer.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;

/** The compile-only signatures of Jenkins in {@code src/jenkins-api}, compiled for tests that look at them. */
final class Signatures {
    private static final Path SOURCES = Path.of("src", "jenkins-api", "java");

    private final Path classes;

    private Signatures(Path classes) {
        this.classes = classes;
    }

    static Signatures compiledInto(Path directory) {
        List<String> options = List.of("-d", directory.toString(), "-proc:none", "-nowarn");
        StringWriter messages = new StringWriter();
        var compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> tree = Files.walk(SOURCES)) {
            List<Path> sources =
                    tree.filter(file -> file.toString().endsWith(".java")).toList();
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Signatures(directory);
    }

    Path classes() {
        return classes;
    }

    /** What {@code javap -protected} says of every type, by its name. */
    Map<String, SignatureOfType> types() {
        List<String> arguments = new ArrayList<>(List.of("-protected"));
        try (Stream<Path> tree = Files.walk(classes)) {
            tree.filter(file -> file.toString().endsWith(".class"))
                    .map(Path::toString)
                    .sorted()
                    .forEach(arguments::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StringWriter output = new StringWriter();
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        PrintWriter writer = new PrintWriter(output);
        assertThat(javap.run(writer, writer, arguments.toArray(String[]::new)))
                .as(output.toString())
                .isZero();
        return SignatureOfType.read(output.toString());
    }
}
