package io.jenkins.plugins.deployer.source;

import java.io.IOException;
import java.io.OutputStream;

/** The files that an image is built from. */
@FunctionalInterface
public interface BuildContext {
    /**
     * Writes all files as one tar stream: GNU format, names as the bytes that they are, directories before what they hold.
     * The same context always writes the same bytes. May be called several times; blocks.
     *
     * @param stream left open
     */
    void writeTo(OutputStream stream) throws IOException, InterruptedException;
}
