package io.jenkins.plugins.deployer.process;

import java.io.IOException;
import java.io.InputStream;

/** Reads the standard output of a command, on a thread of its own, while the command runs. */
@FunctionalInterface
public interface OutputReader<T> {
    /**
     * Makes something of the output. What is left unread when this returns is thrown away.
     *
     * @throws IOException to give up; the command is killed then
     */
    T read(InputStream stream) throws IOException, InterruptedException;
}
