package io.jenkins.plugins.deployer.unikernel.solo5;

import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.Ssh;
import io.jenkins.plugins.deployer.host.SshCommand;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs {@code host.sh} on a Solo5 host. Each run is one command of the host's SSH connection.
 *
 * <p><b>Why a script and not SFTP.</b> An upload is verified, swapped and started by the host itself in one go: when the
 * connection breaks in the midst of it, the host still comes to the end of it, and nobody has to find out how far it got.
 * SFTP cannot hash, nor run the redeploy command, so that would be a second way beside it, with a gap after every step.
 *
 * <p><b>Why nothing becomes part of a command line.</b> What the login shell there gets to see is always the same one
 * line, which no shell understands differently. It has {@code sh} read the script, and the script read the values, from
 * standard input: they are data at every point. The words of the administrator's commands become the arguments of a
 * process one by one.
 */
final class HostScript {
    private static final String COMMAND = "exec sh -c 'IFS= read -r n && eval \"$(dd bs=1 count=\"$n\" 2>/dev/null)\"'";

    private static final byte[] SCRIPT = script();
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int POLL_MILLIS = 500;

    private final Host.Solo5 host;
    private final Ssh ssh;

    HostScript(Host.Solo5 host, Ssh ssh) {
        this.host = host;
        this.ssh = ssh;
    }

    /** Without comments and indentation, which there is nobody to read on the host. */
    private static byte[] script() {
        try (InputStream in = HostScript.class.getResourceAsStream("host.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::stripLeading)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.joining("\n", "", "\n"))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own file host.sh cannot be read", e);
        }
    }

    /** The same with nothing to send after the values. */
    HostAnswer run(String operation, String name, List<String> values, Duration patience)
            throws UnikernelHostException, InterruptedException {
        return run(operation, name, values, Optional.empty(), patience);
    }

    /**
     * Does one operation.
     *
     * @param operation a function of the script
     * @param values each on one line; what they are, the function says
     * @param patience how long nothing may come or go
     * @throws UnikernelHostException also for what the script refuses
     */
    HostAnswer run(String operation, String name, List<String> values, Optional<PartOfFile> upload, Duration patience)
            throws UnikernelHostException, InterruptedException {
        try (SshCommand command = ssh.exec(COMMAND);
                Sending sending = Sending.start(command.out(), input(operation, name, values), upload)) {
            HostAnswer answer = HostAnswer.of(read(command, sending, patience));
            if (!answer.complete()) {
                throw broken(command, answer);
            }
            throwIfRefused(answer);
            return answer;
        } catch (UnikernelHostException e) {
            throw e;
        } catch (EngineException e) {
            throw failure(e.isTransient() ? Kind.PASSING : Kind.LASTING, e.getMessage(), e);
        } catch (SocketTimeoutException e) {
            throw failure(
                    Kind.PASSING, "the host has said nothing for " + patience.toSeconds() + " s; is it very busy?", e);
        } catch (InterruptedIOException e) {
            // Its flag is set as well.
            Thread.interrupted();
            throw new InterruptedException("interrupted while " + host.name() + " was asked");
        } catch (IOException e) {
            throw failure(Kind.PASSING, "the SSH connection broke (" + e.getMessage() + ")", e);
        }
    }

    private byte[] input(String operation, String name, List<String> values) {
        List<String> lines = new ArrayList<>(List.of(operation, host.directory(), name));
        addCommand(lines, host.redeploy());
        addCommand(lines, host.status());
        lines.addAll(values);
        for (String line : lines) {
            if (line.chars().anyMatch(c -> c == '\n' || c == 0)) {
                throw new IllegalArgumentException("a value for a Solo5 host has a line break");
            }
        }
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes((SCRIPT.length + "\n").getBytes(StandardCharsets.UTF_8));
        input.writeBytes(SCRIPT);
        input.writeBytes((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        return input.toByteArray();
    }

    private static void addCommand(List<String> lines, List<String> command) {
        lines.add(Integer.toString(command.size()));
        lines.addAll(command);
    }

    private static String read(SshCommand command, Sending sending, Duration patience) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        command.setReadTimeout(POLL_MILLIS);
        long quietSince = System.nanoTime();
        long sent = 0;
        while (true) {
            try {
                int count = command.in().read(buffer);
                if (count < 0) {
                    return answer.toString(StandardCharsets.UTF_8);
                }
                answer.write(buffer, 0, count);
                if (answer.size() > LONGEST_ANSWER) {
                    throw new IOException("the host's answer has more than " + LONGEST_ANSWER + " bytes");
                }
                quietSince = System.nanoTime();
            } catch (SocketTimeoutException e) {
                if (sending.sent() != sent) {
                    sent = sending.sent();
                    quietSince = System.nanoTime();
                } else if (System.nanoTime() - quietSince > patience.toNanos()) {
                    throw e;
                }
            }
        }
    }

    private void throwIfRefused(HostAnswer answer) throws UnikernelHostException {
        for (HostAnswer.Line line : answer.lines()) {
            if (line.word().equals("refused")) {
                throw failure(Kind.LASTING, line.text(), null);
            } else if (line.word().equals("again")) {
                throw failure(Kind.PASSING, line.text(), null);
            }
        }
    }

    /** Without an end: the connection broke, or the account does not run the script. */
    private UnikernelHostException broken(SshCommand command, HostAnswer answer)
            throws IOException, InterruptedException {
        String said = lastLine(new String(command.err().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8));
        int status = command.exitStatus();
        if (status < 0) {
            return failure(Kind.PASSING, "the SSH connection broke before the host had answered", null);
        }
        String what = answer.lines().isEmpty() ? "its account does not run sh" : "its shell ended in the midst";
        return failure(
                Kind.LASTING, what + " (exit status " + status + (said.isEmpty() ? ")" : ": " + said + ")"), null);
    }

    /** The last line that is not blank, for people; empty if there is none. */
    static String lastLine(String text) {
        return text.lines()
                .map(HostAnswer::printable)
                .filter(line -> !line.isBlank())
                .reduce((first, last) -> last)
                .orElse("")
                .strip();
    }

    /** A failure whose sentence begins with the host's name. */
    UnikernelHostException failure(Kind kind, String sentence, Throwable cause) {
        return new UnikernelHostException(kind, host.name() + ": " + sentence, cause);
    }
}
