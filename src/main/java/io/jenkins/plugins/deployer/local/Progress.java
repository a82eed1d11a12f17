package io.jenkins.plugins.deployer.local;

import java.io.PrintWriter;
import java.util.Optional;

/**
 * Shows a person what a command is doing. Safe for use by several threads: steps run side by side.
 */
interface Progress extends AutoCloseable {
    /** Something has begun that takes a while. */
    Step begin(String title);

    /** Tells something that is no step. */
    void tell(String line);

    /**
     * Asks the person at the terminal, one question at a time; blocks.
     *
     * @return what was typed; empty if nobody can be asked
     */
    Optional<String> ask(String question);

    /** Whether somebody is there to be asked. */
    boolean canAsk();

    /** Leaves the screen as a plain log would have. */
    @Override
    void close();

    /** Something that takes a while and ends with a reason. */
    interface Step {
        /** It has come to another state; each is told once. */
        void update(String state);

        /** What it is at just now, such as the last line of a build's output; kept only until the next one. */
        void detail(String text);

        /** It succeeded. */
        void done(String result);

        /** It did not. */
        void failed(String reason);
    }

    /** The bars for a terminal that has them; lines for pipes, files, CI, dumb terminals and {@code NO_COLOR}. */
    static Progress forThisProcess(PrintWriter err) {
        return Terminal.ofThisProcess()
                .<Progress>map(terminal -> new ProgressBars(err, terminal))
                .orElseGet(() -> new ProgressLines(err, Terminal.reader()));
    }
}
