package io.jenkins.plugins.deployer.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes of this machine. There are those of others among them, so ask for something that only yours have. */
public final class Processes {
    private Processes() {}

    /** Their command lines, arguments separated by NUL. */
    public static List<String> commandLines() {
        return read("cmdline");
    }

    /** Whether any has this in its command line, where arguments are separated by NUL. */
    public static boolean anyRuns(String part) {
        return commandLines().stream().anyMatch(line -> line.contains(part));
    }

    /** Whether any has a variable whose value begins so, as what it starts has, too. */
    public static boolean anyHas(String variable, String value) {
        return read("environ").stream()
                .anyMatch(variables -> ("\0" + variables).contains("\0" + variable + "=" + value));
    }

    /** Ends those that have this in their command line, and at once: the first process of a container heeds nothing else. */
    public static void end(String part) {
        ProcessHandle.allProcesses()
                .filter(process ->
                        read(Path.of("/proc/" + process.pid()), "cmdline").contains(part))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static List<String> read(String file) {
        List<String> contents = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            processes.forEach(process -> contents.add(read(process, file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    private static String read(Path process, String file) {
        try {
            return Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // It ended meanwhile.
            return "";
        }
    }
}
