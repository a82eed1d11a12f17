package io.jenkins.plugins.deployer.real;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the commands a person would type, for the tests' own needs. */
final class Shell {
    private static final long SECONDS = 120;

    private Shell() {}

    /** What a command did. */
    record Result(int exitCode, String output, String errors) {}

    /** The output, without the last line's end. @throws AssertionError with what it printed, when it fails */
    static String run(Map<String, String> environment, byte[] input, List<String> command) {
        Result result = attempt(environment, input, command);
        if (result.exitCode() != 0) {
            throw new AssertionError("`" + String.join(" ", command) + "` ended with " + result.exitCode() + ": "
                    + result.errors() + result.output());
        }
        return result.output();
    }

    static Result attempt(Map<String, String> environment, byte[] input, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            CompletableFuture<String> output = text(process.getInputStream());
            CompletableFuture<String> errors = text(process.getErrorStream());
            try (var stdin = process.getOutputStream()) {
                stdin.write(input);
            }
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("`" + String.join(" ", command) + "` did not end in " + SECONDS + " s");
            }
            return new Result(process.exitValue(), output.join().stripTrailing(), errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while `" + String.join(" ", command) + "` ran", e);
        }
    }

    private static CompletableFuture<String> text(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
