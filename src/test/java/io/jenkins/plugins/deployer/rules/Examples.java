package io.jenkins.plugins.deployer.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rules files among the test resources. */
final class Examples {
    /** Those that are right. */
    static final List<String> VALID = List.of("first-rules", "organisation", "every-feature");

    private Examples() {}

    static String text(String name) {
        try (InputStream in = Examples.class.getResourceAsStream("valid/" + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Rules read(String name) throws RulesException {
        return rules(text(name));
    }

    static Rules rules(String text) throws RulesException {
        return RulesReader.read("rules.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
