package io.jenkins.plugins.deployer.rules;

import java.util.List;

/** A value of a YAML file, with its place in the file: line and column count from 1, columns in characters. */
sealed interface Yaml {
    int line();

    int column();

    /** What it costs to read the value, everything below it included; what aliases repeat counts each time. */
    int weight();

    /** @param plain whether it was written without quotes, so that it may be a number, a boolean or nothing */
    record Scalar(int line, int column, String text, boolean plain) implements Yaml {
        private static final int CHARACTERS_PER_WEIGHT = 16;

        @Override
        public int weight() {
            return 1 + text.length() / CHARACTERS_PER_WEIGHT;
        }

        /** Whether nothing was written, or YAML's word for nothing. */
        boolean isNothing() {
            return plain
                    && switch (text) {
                        case "", "~", "null", "Null", "NULL" -> true;
                        default -> false;
                    };
        }
    }

    record Sequence(int line, int column, List<Yaml> items, int weight) implements Yaml {}

    record Mapping(int line, int column, List<Entry> entries, int weight) implements Yaml {}

    /** One key and its value; keys may be anything, and the same one may be there twice. */
    record Entry(Yaml key, Yaml value) {}
}
