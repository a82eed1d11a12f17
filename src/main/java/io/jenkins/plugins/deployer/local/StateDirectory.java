package io.jenkins.plugins.deployer.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the command keeps what it has to remember. */
final class StateDirectory {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = {
                "Where Git caches, the records of builds, the log of deployments and roll-outs under way are kept.",
                "Default: $XDG_STATE_HOME/deployer, else ~/.local/state/deployer."
            })
    private Path given;

    /**
     * The directory, which is made if it is not there.
     *
     * @throws ExitException if it cannot be used
     */
    Path path() throws ExitException {
        Path path = (given == null ? ofUser(System.getenv()) : given).toAbsolutePath();
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return path;
        } catch (IOException e) {
            throw new ExitException(
                    ExitCode.WRONG_INPUT,
                    "the state directory " + path + " cannot be made" + reason(e) + "; name another with --state DIR");
        }
    }

    /** Java says no more than the name of the file in some of them. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return ", as this user may not write there";
        }
        return e instanceof FileSystemException file && file.getReason() == null ? "" : ": " + e.getMessage();
    }

    static Path ofUser(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        return state.isEmpty()
                ? Path.of(
                        environment.getOrDefault("HOME", System.getProperty("user.home")),
                        ".local",
                        "state",
                        "deployer")
                : Path.of(state, "deployer");
    }
}
