package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.real.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged command, run as a user runs it: without a terminal, in a directory of its own. */
final class JarRun implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final List<String> command;
    private final Process process;
    private final Path out;
    private final Path err;

    private JarRun(List<String> command, Process process, Path out, Path err) {
        this.command = command;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** @param directory where it runs, and where its output is kept */
    static JarRun start(Path directory, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("deployer.jar", "target/deployer.jar")));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(directory, "run-", ".out");
            Path err = Files.createTempFile(directory, "run-", ".err");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.directory(directory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new JarRun(command, builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end. */
    JarRun await() {
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(this + " did not end within " + LONGEST.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return this;
    }

    int exitCode() {
        return process.exitValue();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    /** Waits until a line of the log has this text. */
    JarRun awaitLog(String text) {
        Eventually.holds(() -> "the log says '" + text + "': " + this, LONGEST, () -> {
            boolean said = err().contains(text);
            if (!said && !process.isAlive()) {
                throw new AssertionError("It ended without saying '" + text + "': " + this);
            }
            return said;
        });
        return this;
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** As Ctrl-C does, with SIGINT. */
    void interrupt() throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that a person would need to see what went wrong. */
    @Override
    public String toString() {
        String end = process.isAlive() ? "is running" : "ended with " + process.exitValue();
        return String.join(" ", command) + " " + end + "\nstdout:\n" + out() + "\nstderr:\n" + err();
    }
}
