package io.jenkins.plugins.deployer.process;

import io.jenkins.plugins.deployer.process.CommandException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of one command, from its start to its end. The calling thread waits; three daemon threads move the bytes. */
final class Run<T> {
    /**
     * How long after the end of a command its pipes may stay open and silent. A process that it left in the background
     * (a shared SSH connection, say) may hold them for ever, and has nothing to tell.
     */
    private static final Duration SILENCE = Duration.ofSeconds(1);
    /** How long what feeds and what reads a killed command may take to end too. */
    private static final Duration ENDING = Duration.ofSeconds(8);

    private final Command command;
    private final Duration timeout;
    private final Process process;
    private final Tail tail;
    private final long start = System.nanoTime();

    Run(Command command, Duration timeout, Process process, Tail tail) {
        this.command = command;
        this.timeout = timeout;
        this.process = process;
        this.tail = tail;
    }

    /**
     * @param output reads what {@code out} brings, all of which must come
     * @param lines reads what {@code told} brings, which is left behind when it stays open after the end
     */
    Finished<T> finish(InputWriter input, InputStream out, OutputReader<T> output, InputStream told, Lines lines)
            throws CommandException, InterruptedException {
        Pipe data = new Pipe(out);
        Pipe messages = new Pipe(told);
        Worker<Void> writer = Worker.start(command.program() + " input", () -> write(input));
        Worker<T> reader = Worker.start(command.program() + " output", () -> {
            T result = output.read(data);
            drain(data);
            return result;
        });
        Worker<Void> listener = Worker.start(command.program() + " messages", () -> {
            lines.readAll(messages);
            return null;
        });
        boolean ended = false;
        try {
            await(List.of(writer.result(), reader.result(), listener.result()), process.onExit());
            // Nobody reads the input any more, but its writer may be waiting for something else.
            writer.interrupt();
            await(List.of(reader.result(), listener.result()), writer.result());
            if (!readToTheEnd(reader, data)) {
                throw new ExecutionException(new IOException("a process that it left behind keeps its output open"));
            }
            if (!readToTheEnd(listener, messages)) {
                messages.leave();
            }
            ended = true;
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return new Finished<>(command, process.exitValue(), reader.result().join(), tail.text(), took);
        } catch (TimeoutException e) {
            throw new CommandException(Reason.TIMED_OUT, tooLong(), e);
        } catch (ExecutionException e) {
            throw broken(e.getCause());
        } finally {
            if (!ended) {
                stop(writer, reader);
            }
        }
    }

    private void stop(Worker<?>... workers) {
        new ProcessTree(process.toHandle()).kill();
        for (Worker<?> worker : workers) {
            // It may itself be running a command, which it kills on an interrupt.
            worker.interrupt();
            worker.awaitEnd(ENDING);
        }
    }

    /** Copies the input; that the command stops reading is its business, and its exit code tells. */
    private Void write(InputWriter input) throws IOException, InterruptedException {
        OpenEnded stream = new OpenEnded(process.getOutputStream());
        try (stream) {
            input.write(stream);
        } catch (IOException | InterruptedException e) {
            if (!stream.refused() && process.isAlive()) {
                throw e;
            }
        }
        return null;
    }

    /** Waits for one thing, unless one of the others fails first. */
    private <V> V await(List<CompletableFuture<?>> failures, CompletableFuture<V> awaited)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<V> either = awaited.copy();
        for (CompletableFuture<?> failure : failures) {
            failure.whenComplete((result, problem) -> {
                if (problem != null) {
                    either.completeExceptionally(problem);
                }
            });
        }
        return either.get(left(), TimeUnit.NANOSECONDS);
    }

    /** Waits for the reader of a pipe of a command that has ended; says whether it came to the end of the pipe. */
    private boolean readToTheEnd(Worker<?> worker, Pipe pipe)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            try {
                worker.result().get(Math.min(left(), SILENCE.toNanos()), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException e) {
                if (pipe.silentFor(SILENCE)) {
                    return false;
                }
                if (left() == 0) {
                    throw e;
                }
            }
        }
    }

    /** Reads and throws away, so that a command never waits for somebody to read the rest. */
    private static void drain(InputStream stream) throws IOException {
        byte[] buffer = new byte[8192];
        int count = 0;
        while (count >= 0) {
            count = stream.read(buffer);
        }
    }

    private long left() {
        return Math.max(0, timeout.toNanos() - (System.nanoTime() - start));
    }

    private String tooLong() {
        String said = tail.text();
        return "`" + command + "` was still running after " + timeout.toSeconds() + " s and was stopped"
                + (said.isEmpty() ? "" : "; the last it said: " + said);
    }

    private CommandException broken(Throwable cause) {
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        String said = tail.text();
        return new CommandException(
                Reason.BROKEN,
                "`" + command + "` was stopped: " + cause.getMessage() + (said.isEmpty() ? "" : "; it said: " + said),
                cause);
    }

    /** The input of a command, which remembers that the command refused it. */
    private static final class OpenEnded extends OutputStream {
        private final OutputStream stream;
        private volatile boolean refused;

        OpenEnded(OutputStream stream) {
            this.stream = stream;
        }

        boolean refused() {
            return refused;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                stream.write(bytes, offset, length);
            } catch (IOException e) {
                refused = true;
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                stream.flush();
            } catch (IOException e) {
                refused = true;
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            try {
                stream.close();
            } catch (IOException e) {
                refused = true;
                throw e;
            }
        }
    }
}
