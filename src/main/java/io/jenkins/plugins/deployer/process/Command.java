package io.jenkins.plugins.deployer.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A command line as data: made in one place, run in another by {@link Runner}. It is a list of arguments that the
 * operating system passes on as they are; no shell ever reads it.
 *
 * @param arguments the program, as a path or a name to find on PATH, and its arguments; never empty
 * @param environment variables set in addition to those of this process
 * @param unset variables of this process that the command must not see
 * @param directory where it runs; empty for the directory of this process
 * @param secrets values that never appear in the text form, nor in the lines that {@link Runner} hands on
 */
public record Command(
        List<String> arguments,
        Map<String, String> environment,
        Set<String> unset,
        Optional<Path> directory,
        Set<String> secrets) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        unset = Set.copyOf(unset);
        secrets = Set.copyOf(secrets);
        if (arguments.isEmpty() || arguments.get(0).isEmpty()) {
            throw new IllegalArgumentException("A command needs the program to run");
        }
        for (String argument : arguments) {
            if (argument.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("An argument of " + arguments.get(0) + " contains a NUL character");
            }
        }
    }

    /** A command without secrets, in the directory and with the environment of this process. */
    public static Command of(String program, String... arguments) {
        List<String> all = new ArrayList<>();
        all.add(program);
        all.addAll(List.of(arguments));
        return new Command(all, Map.of(), Set.of(), Optional.empty(), Set.of());
    }

    /** The same with more arguments at its end. */
    public Command with(String... more) {
        return with(List.of(more));
    }

    /** The same with more arguments at its end. */
    public Command with(List<String> more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(more);
        return new Command(all, environment, unset, directory, secrets);
    }

    /** The same with a variable set. */
    public Command withEnvironment(String name, String value) {
        return withEnvironment(Map.of(name, value));
    }

    /** The same with variables set. */
    public Command withEnvironment(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(more);
        return new Command(arguments, all, unset, directory, secrets);
    }

    /** The same, not seeing these variables of this process. */
    public Command without(Set<String> variables) {
        Set<String> all = new LinkedHashSet<>(unset);
        all.addAll(variables);
        return new Command(arguments, environment, all, directory, secrets);
    }

    /** The same in another directory. */
    public Command in(Path newDirectory) {
        return new Command(arguments, environment, unset, Optional.of(newDirectory), secrets);
    }

    /** The same, hiding a value wherever it would be shown; an empty one is ignored. */
    public Command hiding(String secret) {
        if (secret.isEmpty()) {
            return this;
        }
        Set<String> all = new LinkedHashSet<>(secrets);
        all.add(secret);
        return new Command(arguments, environment, unset, directory, all);
    }

    /** The program's name for people, without its directory. */
    public String program() {
        String program = arguments.get(0);
        return program.substring(program.lastIndexOf('/') + 1);
    }

    Mask mask() {
        return new Mask(secrets);
    }

    /** The arguments as one would type them in a shell, secrets masked; the environment is left out. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String argument : arguments) {
            text.append(text.isEmpty() ? "" : " ").append(quoted(argument));
        }
        return mask().hide(text.toString());
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
