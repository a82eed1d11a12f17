package io.jenkins.plugins.deployer.process;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the standard input of a command, on a thread of its own. */
@FunctionalInterface
public interface InputWriter {
    /** Writes nothing: the command sees the end of its input at once. */
    InputWriter NOTHING = stream -> {};

    /**
     * Writes all of the input; the stream is closed afterwards.
     *
     * @throws IOException if the input cannot be had. A command that ends without reading all of it makes writing fail
     *     too; that alone is no error of the run.
     */
    void write(OutputStream stream) throws IOException, InterruptedException;
}
