package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.Finished;
import io.jenkins.plugins.deployer.process.Runner;
import io.jenkins.plugins.deployer.process.SearchPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine that builds, through the docker clients of this machine. What clients and engine can do is found out once, when
 * first needed. Safe for use by several threads.
 */
public final class Docker {
    private static final Duration PROBE = Duration.ofSeconds(30);
    private static final int ANSWER = 1 << 20;

    private final SearchPath programs;
    private final Map<String, String> environment;
    private Optional<FoundDocker> found = Optional.empty();

    /** The clients on PATH, with the environment of this process. */
    public Docker() {
        this(SearchPath.ofThisProcess(), Map.of());
    }

    /**
     * @param programs where the program {@code docker} is looked for
     * @param environment what it is run with in addition to the environment of this process, {@code DOCKER_HOST} for
     *     example
     */
    public Docker(SearchPath programs, Map<String, String> environment) {
        this.programs = programs;
        this.environment = Map.copyOf(environment);
    }

    /** A variable as the clients see it; empty if it is not set. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.getOrDefault(name, System.getenv(name)));
    }

    /** The engine and the clients that reach it, as they were when first asked. */
    synchronized FoundDocker found() throws ImageException, InterruptedException {
        if (found.isEmpty()) {
            found = Optional.of(probe());
        }
        return found.get();
    }

    private FoundDocker probe() throws ImageException, InterruptedException {
        Map<Path, Path> candidates = new LinkedHashMap<>();
        programs.all("docker").forEach(program -> candidates.putIfAbsent(real(program), program));
        List<FoundDocker.Answer> answers = new ArrayList<>();
        for (Path program : candidates.values()) {
            answers.add(ask(program));
        }
        Optional<String> endpoint = variable("DOCKER_HOST");
        return FoundDocker.of(
                new FoundDocker.Machine(environment, endpoint, programs.toString(), Emulators.here()), answers);
    }

    private FoundDocker.Answer ask(Path program) throws ImageException, InterruptedException {
        Finished<String> finished = run(command(program, "version", "--format", "{{json .}}"));
        boolean reaches = finished.succeeded();
        return new FoundDocker.Answer(
                program,
                reaches ? finished.output() : "",
                finished.last(),
                reaches && run(command(program, "buildx", "version")).succeeded());
    }

    private Command command(Path program, String... arguments) {
        return Command.of(program.toString(), arguments).withEnvironment(environment);
    }

    private static Finished<String> run(Command command) throws ImageException, InterruptedException {
        try {
            return new Runner(PROBE).capture(command, ANSWER);
        } catch (CommandException e) {
            throw new ImageException(
                    ImageException.Kind.UNAVAILABLE, "Cannot ask the Docker client about itself: " + e.getMessage(), e);
        }
    }

    private static Path real(Path program) {
        try {
            return program.toRealPath();
        } catch (IOException e) {
            return program;
        }
    }
}
