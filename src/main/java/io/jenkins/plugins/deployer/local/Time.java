package io.jenkins.plugins.deployer.local;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people type them: {@code 90s}, {@code 10m}, {@code 1h}. */
final class Time {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})([smh])");

    private Time() {}

    static final class Converter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Matcher time = FORM.matcher(text);
            if (!time.matches()) {
                throw new TypeConversionException("'" + text + "' is no time; write it as 90s, 10m or 1h");
            }
            long count = Long.parseLong(time.group(1));
            return switch (time.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                default -> Duration.ofHours(count);
            };
        }
    }
}
