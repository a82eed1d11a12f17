package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.rules.Quoted;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How the values of options are understood. As classes: with a lambda for them Java 17 breaks down when it makes the
 * archive of ready classes that the launcher takes.
 */
final class Values {
    private Values() {}

    /** None is empty: that would be a variable of a script which was not set. */
    static final class Text implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException("it is empty");
            }
            return text;
        }
    }

    static final class File implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            return Path.of(new Text().convert(text));
        }
    }

    static final class Number implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException(Quoted.text(text) + " is no number");
            }
        }
    }
}
