package io.jenkins.plugins.deployer.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a shell script finds out about docker on another machine. Immutable. */
public final class DockerProbe {
    private final FoundDocker docker;
    private final String configuration;

    private DockerProbe(FoundDocker docker, String configuration) {
        this.docker = docker;
        this.configuration = configuration;
    }

    /**
     * A constant program for a POSIX shell, to be read on standard input, in the environment that the build will have. It
     * starts nothing but docker clients, changes nothing, and ends by itself.
     */
    public static String script() {
        return Script.text("probe.sh");
    }

    /**
     * Reads what the script printed.
     *
     * @throws ImageException if there is no docker client that reaches an engine, or the output is not complete
     */
    public static DockerProbe read(String output) throws ImageException {
        Reading reading = new Reading();
        output.lines().forEach(reading::add);
        if (!reading.complete) {
            // The configuration has logins in it.
            String said = output.lines()
                    .filter(line -> !line.startsWith("config"))
                    .collect(Collectors.joining("\n"))
                    .strip();
            throw new ImageException(
                    ImageException.Kind.UNAVAILABLE,
                    "Cannot find out about docker on the agent: the shell said '"
                            + (said.length() > 200 ? said.substring(0, 200) + "…" : said) + "'");
        }
        FoundDocker.Machine machine = new FoundDocker.Machine(
                Map.of(), reading.endpoint, reading.searchPath, Emulators.named(reading.emulators));
        return new DockerProbe(FoundDocker.of(machine, reading.answers()), String.join("\n", reading.configuration));
    }

    /** For one thread. */
    private static final class Reading {
        private final List<Asked> asked = new ArrayList<>();
        private final Set<String> emulators = new HashSet<>();
        private final List<String> configuration = new ArrayList<>();
        private Optional<String> endpoint = Optional.empty();
        private String searchPath = "";
        private boolean complete;

        void add(String line) {
            int space = line.indexOf(' ');
            String kind = space < 0 ? line : line.substring(0, space);
            String rest = space < 0 ? "" : line.substring(space + 1);
            switch (kind) {
                case "path" -> searchPath = rest;
                case "host" -> endpoint = Optional.of(rest).filter(host -> !host.isEmpty());
                case "client" -> asked.add(new Asked(Path.of(rest)));
                case "emulator" -> emulators.add(rest);
                case "config" -> configuration.add(rest);
                case "end" -> complete = true;
                default -> {
                    if (!asked.isEmpty()) {
                        asked.get(asked.size() - 1).add(kind, rest);
                    }
                }
            }
        }

        List<FoundDocker.Answer> answers() {
            return asked.stream().map(Asked::answer).toList();
        }
    }

    /** A client. */
    private static final class Asked {
        private final Path program;
        private final List<String> said = new ArrayList<>();
        private String versions = "";
        private boolean hasBuildx;

        Asked(Path program) {
            this.program = program;
        }

        void add(String kind, String rest) {
            switch (kind) {
                case "versions" -> versions = rest;
                case "said" -> said.add(rest);
                case "buildx" -> hasBuildx = true;
                default -> said.add(kind + " " + rest);
            }
        }

        FoundDocker.Answer answer() {
            return new FoundDocker.Answer(program, versions, String.join("\n", said), hasBuildx);
        }
    }

    FoundDocker docker() {
        return docker;
    }

    /** The {@code config.json} of the user's docker clients; empty if there is none. */
    String configuration() {
        return configuration;
    }
}
