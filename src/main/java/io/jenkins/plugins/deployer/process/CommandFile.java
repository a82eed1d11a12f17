package io.jenkins.plugins.deployer.process;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The form in which a shell script reads a command that was made elsewhere: one line for each part, which begins with a
 * space for an argument, with {@code =} for a variable to set ({@code =NAME=VALUE}) and with {@code -} for one to
 * unset. Whatever a shell could misread is written as {@code \0OOO}, for {@code printf %b}. So no value is ever part of a
 * shell's program.
 */
public final class CommandFile {
    private CommandFile() {}

    /** The lines, each with a line feed at its end, in ASCII. The command must run where the script runs it. */
    public static String of(Command command) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> variable : new TreeMap<>(command.environment()).entrySet()) {
            line(lines, '=', variable.getKey() + "=" + variable.getValue());
        }
        for (String variable : new TreeSet<>(command.unset())) {
            line(lines, '-', variable);
        }
        for (String argument : command.arguments()) {
            line(lines, ' ', argument);
        }
        return lines.toString();
    }

    private static void line(StringBuilder lines, char kind, String text) {
        lines.append(kind).append(escaped(text)).append('\n');
    }

    /** A text for {@code printf %b}. */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each >= 'a' && each <= 'z'
                    || each >= 'A' && each <= 'Z'
                    || each >= '0' && each <= '9'
                    || "_@+=:,./-".indexOf(each) >= 0;
            if (plain) {
                escaped.append((char) each);
            } else {
                escaped.append(String.format("\\0%03o", each & 0xff));
            }
        }
        return escaped.toString();
    }
}
