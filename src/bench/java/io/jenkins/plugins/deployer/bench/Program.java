package io.jenkins.plugins.deployer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command line, as somebody would type it.
 *
 * @param environment added to this process's
 * @param log gets what it prints
 */
record Program(Map<String, String> environment, Path log, List<String> command) {
    private static final long MINUTES = 10;
    private static final int SHOWN = 200;

    /** Commands of a POSIX shell, which stops at the first that fails. */
    static Program shell(Map<String, String> environment, Path log, String commands) {
        return new Program(environment, log, List.of("sh", "-euc", commands));
    }

    /**
     * Runs it to its end.
     *
     * @return how long that took
     * @throws IOException if it fails, with what it printed
     */
    Duration run() throws IOException, InterruptedException {
        Files.deleteIfExists(log);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(this + " did not end in " + MINUTES + " minutes:\n" + Files.readString(log));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (process.exitValue() != 0) {
            throw new IOException(this + " ended with " + process.exitValue() + ":\n" + Files.readString(log));
        }
        return took;
    }

    /** Runs it and returns what it printed. */
    String output() throws IOException, InterruptedException {
        run();
        return Files.readString(log).strip();
    }

    @Override
    public String toString() {
        String line = String.join(" ", command);
        return "`" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line) + "`";
    }
}
