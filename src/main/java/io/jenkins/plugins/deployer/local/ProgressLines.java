package io.jenkins.plugins.deployer.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** One line per change of state: when, what, and after how long. */
final class ProgressLines implements Progress {
    private final PrintWriter out;
    private final Optional<BufferedReader> person;
    private final Object questions = new Object();
    private final Elapsed running = new Elapsed();

    /** @param person what is typed; empty if nobody is there */
    ProgressLines(PrintWriter out, Optional<BufferedReader> person) {
        this.out = out;
        this.person = person;
    }

    @Override
    public Step begin(String title) {
        tell(title + ": started");
        return new LineStep(title);
    }

    @Override
    public synchronized void tell(String line) {
        out.println(String.format("%8s  %s", running, line));
        out.flush();
    }

    /** While a person thinks, everything else may go on and be told. */
    @Override
    public Optional<String> ask(String question) {
        if (person.isEmpty()) {
            return Optional.empty();
        }
        synchronized (questions) {
            out.print(question + " ");
            out.flush();
            try {
                return Optional.ofNullable(person.get().readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public boolean canAsk() {
        return person.isPresent();
    }

    @Override
    public void close() {
        out.flush();
    }

    private final class LineStep implements Step {
        private final String title;
        private final Elapsed taking = new Elapsed();

        LineStep(String title) {
            this.title = title;
        }

        @Override
        public void update(String state) {
            tell(title + ": " + state);
        }

        @Override
        public void detail(String text) {
            // A log has no place for what is gone a moment later.
        }

        @Override
        public void done(String result) {
            tell(title + ": " + result + " (" + taking + ")");
        }

        @Override
        public void failed(String reason) {
            tell(title + ": FAILED after " + taking + ": " + reason);
        }
    }
}
