package io.jenkins.plugins.deployer.local;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of {@code --confirm}.
 *
 * @param from the least harmful operation that is asked about; empty if none is
 */
record Threshold(Optional<Level> from) {
    static final String DEFAULT = "above-average";

    boolean asksAbout(Level level) {
        return from.isPresent() && level.compareTo(from.get()) >= 0;
    }

    /** Reads a level's name, or {@code never}. */
    static final class Converter implements ITypeConverter<Threshold> {
        @Override
        public Threshold convert(String text) {
            if (text.equals("never")) {
                return new Threshold(Optional.empty());
            }
            return Arrays.stream(Level.values())
                    .filter(level -> level.toString().equals(text))
                    .findFirst()
                    .map(level -> new Threshold(Optional.of(level)))
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of " + names() + ", never"));
        }

        private static String names() {
            return Arrays.stream(Level.values()).map(Level::toString).collect(Collectors.joining(", "));
        }
    }
}
