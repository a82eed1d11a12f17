package io.jenkins.plugins.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that hold what the program wrote when a person last looked at it. They are written anew, to be looked at again,
 * when the tests run with {@code -Ddeployer.golden=write}.
 */
public final class Golden {
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private Golden() {}

    /** @param name of a file beside the class, among the test resources */
    public static void assertEquals(String actual, Class<?> test, String name) {
        Path file = RESOURCES.resolve(test.getPackageName().replace('.', '/')).resolve(name);
        try {
            if ("write".equals(System.getProperty("deployer.golden"))) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(actual).as(name).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds if a page of the documentation shows exactly that. */
    public static void assertDocumented(String example, String page) {
        try {
            assertThat(Files.readString(Path.of("docs", page)).contains(example))
                    .as("docs/" + page + " shows:\n" + example)
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
