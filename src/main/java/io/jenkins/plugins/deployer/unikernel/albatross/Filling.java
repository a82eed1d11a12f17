package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;
import java.io.OutputStream;

/** Writes what goes into the hole of a command. */
@FunctionalInterface
interface Filling {
    Filling NONE = out -> {};

    void writeTo(OutputStream out) throws IOException;
}
