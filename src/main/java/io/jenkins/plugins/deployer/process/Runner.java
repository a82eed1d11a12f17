package io.jenkins.plugins.deployer.process;

import io.jenkins.plugins.deployer.process.CommandException.Reason;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Runs commands, one after another or several at once; safe for use by several threads. A run blocks until the
 * command ends. When its time is over, when the calling thread is interrupted or when its output cannot be handled, the
 * command is killed with everything it started. Memory stays bounded whatever a command writes.
 *
 * @param timeout how long one command may run
 */
public record Runner(Duration timeout) {
    public Runner {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A time-out must be positive, not " + timeout);
        }
    }

    /**
     * Runs a command for its output, which a reader gets as it comes; the last lines of standard error are kept.
     *
     * @throws CommandException if it is missing, runs too long, or its input or output breaks; not for an exit code
     */
    public <T> Finished<T> read(Command command, InputWriter input, OutputReader<T> output)
            throws CommandException, InterruptedException {
        Tail tail = new Tail();
        Process process = start(command, false);
        return new Run<T>(command, timeout, process, tail)
                .finish(
                        input,
                        process.getInputStream(),
                        output,
                        process.getErrorStream(),
                        new Lines(command.mask(), tail::add));
    }

    /**
     * Runs a command for a short output, in UTF-8.
     *
     * @param limit how many bytes it may write; more is an error
     */
    public Finished<String> capture(Command command, int limit) throws CommandException, InterruptedException {
        return read(command, InputWriter.NOTHING, stream -> {
            byte[] bytes = stream.readNBytes(limit);
            if (stream.read() >= 0) {
                throw new IOException("it wrote more than the " + limit + " bytes expected");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        });
    }

    /**
     * Runs a command for people to follow: each line of both its outputs goes to a consumer as it comes, secrets
     * masked and cut to a bearable length.
     *
     * @param lines called by one thread, which is not the caller's
     */
    public Finished<Void> follow(Command command, InputWriter input, Consumer<String> lines)
            throws CommandException, InterruptedException {
        Tail tail = new Tail();
        Process process = start(command, true);
        Lines each = new Lines(command.mask(), line -> {
            tail.add(line);
            lines.accept(line);
        });
        return new Run<Void>(command, timeout, process, tail)
                .finish(input, InputStream.nullInputStream(), stream -> null, process.getInputStream(), each);
    }

    private static Process start(Command command, boolean merged) throws CommandException {
        checkText(command);
        ProcessBuilder builder = new ProcessBuilder(command.arguments());
        builder.environment().keySet().removeAll(command.unset());
        builder.environment().putAll(command.environment());
        command.directory().ifPresent(directory -> builder.directory(directory.toFile()));
        builder.redirectErrorStream(merged);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandException(Reason.MISSING, whyNotStarted(command, e), e);
        }
    }

    /** In a locale without UTF-8, Java would silently pass question marks. */
    private static void checkText(Command command) throws CommandException {
        Charset charset = Runtime.version().feature() < 18
                ? Charset.defaultCharset()
                : Charset.forName(System.getProperty("sun.jnu.encoding"));
        CharsetEncoder encoder = charset.newEncoder();
        boolean passable = command.arguments().stream().allMatch(encoder::canEncode)
                && command.environment().values().stream().allMatch(encoder::canEncode);
        if (!passable) {
            throw new CommandException(
                    Reason.BROKEN,
                    "Cannot run `" + command + "`: the locale of this Java (" + charset
                            + ") lacks a character of it. Start it with LC_ALL=C.UTF-8",
                    null);
        }
    }

    private static String whyNotStarted(Command command, IOException e) {
        String program = command.arguments().get(0);
        if (command.directory().isPresent()
                && !Files.isDirectory(command.directory().get())) {
            return "Cannot run " + command.program() + " in "
                    + command.directory().get() + ": there is no such directory";
        }
        if (program.contains(File.separator)) {
            return Files.isExecutable(Path.of(program))
                    ? "Cannot run " + program + ": " + e.getMessage()
                    : "Cannot run " + program + ": there is no such program";
        }
        SearchPath path = SearchPath.ofThisProcess();
        return path.all(program).isEmpty()
                ? "Cannot run " + program + ": it is in no directory of PATH (" + path
                        + "). Install it, or add its directory to PATH"
                : "Cannot run " + program + ": " + e.getMessage();
    }
}
