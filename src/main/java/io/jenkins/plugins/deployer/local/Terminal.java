package io.jenkins.plugins.deployer.local;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The terminal that this process talks to.
 *
 * @param width in columns
 * @param input what is typed
 */
record Terminal(int width, BufferedReader input) {
    /** Empty unless there is a terminal that can move its cursor, and nothing asks for plain output. */
    static Optional<Terminal> ofThisProcess() {
        return allowsBars(System.getenv())
                ? reader().map(input -> new Terminal(width(System.getenv("COLUMNS")), input))
                : Optional.empty();
    }

    /** What a person types; empty if nobody is there. */
    static Optional<BufferedReader> reader() {
        Console console = System.console();
        return console != null && isInteractive(console)
                ? Optional.of(new BufferedReader(console.reader()))
                : Optional.empty();
    }

    static boolean allowsBars(Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "dumb");
        return !kind.equals("dumb") && !environment.containsKey("NO_COLOR") && !environment.containsKey("CI");
    }

    /** Since Java 22 there is always a console, which then has to be asked whether it is a terminal. */
    private static boolean isInteractive(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static int width(String columns) {
        if (columns != null && columns.matches("[1-9][0-9]{0,3}")) {
            return Integer.parseInt(columns);
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader out = new BufferedReader(new InputStreamReader(stty.getInputStream()))) {
                String size = out.readLine();
                stty.waitFor(1, TimeUnit.SECONDS);
                return size != null && size.matches("\\d+ [1-9]\\d*")
                        ? Integer.parseInt(size.substring(size.indexOf(' ') + 1))
                        : 80;
            }
        } catch (IOException e) {
            return 80;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 80;
        }
    }
}
