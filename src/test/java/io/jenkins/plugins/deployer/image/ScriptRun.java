package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.real.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A {@link ScriptedBuild} that is carried out on this machine, as an agent would. */
final class ScriptRun {
    private final Process process;
    private final Path directory;
    private final BuildLog log;
    private final List<String> lines;
    private final CompletableFuture<Void> reading;

    private ScriptRun(
            Process process, Path directory, BuildLog log, List<String> lines, CompletableFuture<Void> reading) {
        this.process = process;
        this.directory = directory;
        this.log = log;
        this.lines = lines;
        this.reading = reading;
    }

    /** What docker there is for a process with these variables. */
    static DockerProbe probe(Map<String, String> environment) throws IOException, ImageException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-s");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var input = process.getOutputStream()) {
            input.write(DockerProbe.script().getBytes(StandardCharsets.UTF_8));
        }
        return DockerProbe.read(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /**
     * Starts the script.
     *
     * @param shell that runs it, with arguments
     * @param directory does not exist yet
     */
    static ScriptRun start(
            List<String> shell,
            ScriptedBuild.Order order,
            ScriptedBuild build,
            Path workspace,
            Path directory,
            Map<String, String> environment,
            Collection<String> secrets)
            throws IOException {
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (Map.Entry<String, byte[]> file : build.files().entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
        List<String> command = new ArrayList<>(shell);
        command.add(
                Files.writeString(directory.resolveSibling(directory.getFileName() + "-script"), ScriptedBuild.script())
                        .toString());
        ProcessBuilder builder = new ProcessBuilder(command).directory(workspace.toFile());
        builder.environment().putAll(environment);
        builder.environment().putAll(build.environment());
        builder.environment().put(ScriptedBuild.DIRECTORY, directory.toString());
        builder.environment().put(ScriptedBuild.MARK, directory.toString());
        builder.redirectErrorStream(true);
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        BuildLog log = new BuildLog(order, secrets, lines::add);
        Process process = builder.start();
        return new ScriptRun(
                process, directory, log, lines, CompletableFuture.runAsync(() -> read(process.getInputStream(), log)));
    }

    private static void read(InputStream stream, BuildLog log) {
        byte[] buffer = new byte[1000];
        try {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                log.add(buffer, 0, count);
            }
            log.finish();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The digest. @throws ImageException if the build failed */
    String digest() throws Exception {
        int exitCode = exitCode();
        if (exitCode != 0) {
            Path failure = directory.resolve(ScriptedBuild.FAILURE);
            throw log.failure(exitCode, Files.exists(failure) ? Files.readString(failure) : "", Logins.NONE);
        }
        return Files.readString(directory.resolve(ScriptedBuild.DIGEST)).strip();
    }

    int exitCode() throws Exception {
        if (!process.waitFor(4, TimeUnit.MINUTES)) {
            throw new AssertionError("still running: " + lines);
        }
        // A child that outlives the script keeps its output open.
        reading.get(30, TimeUnit.SECONDS);
        return process.exitValue();
    }

    /** A file that it left. */
    Path file(String name) {
        return directory.resolve(name);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    Process process() {
        return process;
    }

    /** Waits until the log has this. */
    void awaitLine(String part) {
        Eventually.holds(() -> part + " in " + lines, Duration.ofMinutes(1), () -> lines().stream()
                .anyMatch(line -> line.contains(part)));
    }
}
