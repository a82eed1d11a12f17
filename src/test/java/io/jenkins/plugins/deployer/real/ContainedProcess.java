package io.jenkins.plugins.deployer.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A server that takes everything it started with it when it ends: the first process of a process and mount namespace
 * of its own waits for this JVM to close a pipe (or to die), sends the server SIGTERM, and leaves when the server has
 * left, at which the kernel ends every other process of the namespace and forgets its mounts. Where namespaces are not
 * allowed the same script guards the server alone.
 */
final class ContainedProcess {
    /** The shell waits for the server and reaps orphans meanwhile; {@code cat} ends when the pipe is closed. */
    private static final String GUARD =
            """
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            ( cat <&3 >/dev/null; kill -TERM $server 2>/dev/null ) &
            wait $server
            """;

    private final Process process;
    private final Path log;

    private ContainedProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param log gets what the server prints, appended */
    static ContainedProcess start(Path log, Map<String, String> environment, List<String> command) {
        List<String> argv = new ArrayList<>();
        if (Mode.current() == Mode.PRIVATE) {
            argv.addAll(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--"));
        }
        argv.addAll(List.of("sh", "-c", GUARD, "guard"));
        argv.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ContainedProcess(builder.start(), log);
        } catch (IOException e) {
            throw new IllegalStateException("Could not start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks the server to end, waits for it, and after half a minute kills the namespace. Does nothing twice. */
    void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the server and all its children at once, as a power cut would. When the first process of the namespace is
     * gone, all others are.
     */
    void kill() {
        process.children().forEach(ProcessHandle::destroyForcibly);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The last lines of what the server printed, for messages about why it does not answer. */
    String lastWords() {
        try (var lines = Files.lines(log)) {
            List<String> all = lines.collect(Collectors.toList());
            return String.join("\n", all.subList(Math.max(0, all.size() - 20), all.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read)";
        }
    }
}
