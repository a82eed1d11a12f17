package io.jenkins.plugins.deployer.process;

import io.jenkins.plugins.deployer.process.CommandException.Reason;
import java.time.Duration;

/**
 * A command that ran to its end.
 *
 * @param command what ran
 * @param exit the exit code; 128 and more for a signal
 * @param output what became of its standard output
 * @param last the last lines it wrote, of standard error unless both were followed; secrets masked
 * @param took how long it ran
 */
public record Finished<T>(Command command, int exit, T output, String last, Duration took) {
    /** Whether the exit code is 0. */
    public boolean succeeded() {
        return exit == 0;
    }

    /**
     * What became of the output of a command that succeeded.
     *
     * @param doing what it was run for, to begin the sentence with: {@code "Cannot read the branches of …"}
     * @throws CommandException if it failed
     */
    public T orFail(String doing) throws CommandException {
        if (succeeded()) {
            return output;
        }
        String said = last.isBlank() ? "it said nothing" : last.strip();
        throw new CommandException(
                Reason.FAILED, doing + ": " + command.program() + " ended with code " + exit + ": " + said, null);
    }
}
