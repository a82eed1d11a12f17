package io.jenkins.plugins.deployer.real;

import io.jenkins.plugins.deployer.rules.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Solo5 host: a real sshd, real files, and in place of systemd and the tenders a few scripts, which stand first in the path of
 * whoever logs in. What they run is what follows a line {@code #play} in the file of a unikernel, as a shell script.
 */
public final class RealSolo5Host implements AutoCloseable {
    /** Skips a test class where there can be none. */
    public static final class Extension implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Mode.current() == Mode.PRIVATE
                    ? ConditionEvaluationResult.enabled("sshd may be started.")
                    : ConditionEvaluationResult.disabled("sshd is started as root in namespaces only.");
        }
    }

    private final Workspace workspace = Workspace.create();
    private final Path directory = workspace.directory().resolve("uni kernels");
    private final Thread hook = new Thread(this::stop, "real-solo5-host-shutdown");
    private final boolean mounted;
    private final RealSshd sshd;
    private boolean stopped;

    private RealSolo5Host(Optional<Integer> kibibytes) {
        Runtime.getRuntime().addShutdownHook(hook);
        mounted = kibibytes.isPresent();
        try {
            Files.createDirectories(directory);
            Files.createDirectories(state());
            Files.createDirectories(bin());
            Files.createDirectories(workspace.directory().resolve("home/.ssh"));
            Files.writeString(workspace.directory().resolve("directory"), directory.toString());
            for (String program : List.of("systemctl", "journalctl", "supervise", "tender", "redeploy", "status")) {
                install(program, program);
            }
            install("tender", "solo5-hvt");
            install("tender", "solo5-spt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kibibytes.ifPresent(size -> Shell.run(
                Map.of(),
                new byte[0],
                List.of("mount", "-t", "tmpfs", "-o", "size=" + size + "k", "tmpfs", directory.toString())));
        String program = Shell.run(Map.of(), new byte[0], List.of("sh", "-c", "command -v sshd"));
        sshd = new RealSshd(
                workspace.directory().resolve("sshd"),
                program,
                // Not the home of this machine's own user, whose shell may do a lot when it starts.
                List.of("SetEnv PATH=" + bin() + ":/usr/bin:/bin HOME="
                        + workspace.directory().resolve("home")));
        know(sshd.port());
    }

    public static RealSolo5Host start() {
        return new RealSolo5Host(Optional.empty());
    }

    /** With a directory of this size. */
    public static RealSolo5Host withDisk(int kibibytes) {
        return new RealSolo5Host(Optional.of(kibibytes));
    }

    public RealSshd sshd() {
        return sshd;
    }

    /** Where the unikernels are; there is a blank in its name. */
    public Path directory() {
        return directory;
    }

    private Path bin() {
        return workspace.directory().resolve("bin");
    }

    private Path state() {
        return workspace.directory().resolve("state");
    }

    /** The environment of a user who may log in. */
    public Map<String, String> environment() {
        return Map.of("HOME", workspace.directory().resolve("home").toString(), "USER", "root");
    }

    /** Also behind another port, such as that of a proxy. */
    public void know(int port) {
        try {
            Path ssh = workspace.directory().resolve("home/.ssh");
            Files.copy(sshd.userKey(), ssh.resolve("id_ed25519"), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(ssh.resolve("known_hosts"), sshd.knownHostsLine(sshd.port()) + sshd.knownHostsLine(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the rules have it, restarted and asked by systemd. */
    public Host.Solo5 rules() {
        return rules(sshd.port(), List.of(), List.of());
    }

    /** With commands of the administrator's own. */
    public Host.Solo5 rules(int port, List<String> redeploy, List<String> status) {
        return new Host.Solo5(
                "m1-a",
                Optional.empty(),
                URI.create("ssh://root@127.0.0.1:" + port),
                directory.toString(),
                redeploy,
                status);
    }

    /** A file of what plays systemd, without the line's end; empty if there is none. */
    public String state(String file) {
        try {
            return Files.readString(state().resolve(file)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    public void setState(String file, String text) {
        try {
            Files.writeString(state().resolve(file), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void removeState(String file) {
        try {
            Files.deleteIfExists(state().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on these programs can be told, by the files {@code moment} and {@code after}, to end their caller. */
    public void canDieIn(String... programs) {
        for (String program : programs) {
            install("dying", program);
        }
    }

    /** Gives it the programs that docs/hosts.md has people install; what they call is played. */
    public void installOurs() {
        Path defaults = workspace.directory().resolve("defaults");
        try {
            Files.writeString(defaults, "directory='" + directory + "'\nPATH='" + bin() + "':$PATH\n");
            for (String program : List.of("mirage-redeploy", "unikernel")) {
                String text = Files.readString(Path.of("src/main/hosts").resolve(program));
                write(program, text.replace("/etc/default/unikernels", defaults.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a unikernel as systemd does when the machine comes up. */
    public void boot(String name) {
        Shell.run(
                Map.of(),
                new byte[0],
                List.of(
                        "ssh",
                        "-F",
                        "none",
                        "-i",
                        sshd.userKey().toString(),
                        "-o",
                        "UserKnownHostsFile=" + sshd.knownHosts(),
                        "-p",
                        Integer.toString(sshd.port()),
                        "root@127.0.0.1",
                        "systemctl restart unikernel@" + name + ".service"));
    }

    /** From now on a program does something else. */
    public void canLieIn(String program, String script) {
        try {
            write(program, "#!/bin/sh\n" + script + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String program, String text) throws IOException {
        Files.writeString(bin().resolve(program), text);
        if (!bin().resolve(program).toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
    }

    private void install(String resource, String program) {
        try (InputStream in = RealSolo5Host.class.getResourceAsStream("solo5/" + resource)) {
            Files.copy(in, bin().resolve(program), StandardCopyOption.REPLACE_EXISTING);
            if (!bin().resolve(program).toFile().setExecutable(true)) {
                throw new IOException(program + " cannot be made executable");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is already ending; the hook runs and finds nothing to do.
            return;
        }
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        sshd.close();
        if (mounted) {
            Shell.run(Map.of(), new byte[0], List.of("umount", directory.toString()));
        }
        workspace.close();
    }
}
