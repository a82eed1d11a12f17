package io.jenkins.plugins.deployer.bench;

import java.io.IOException;
import java.util.List;

/** One thing that is measured. Its methods run on one thread, and nothing else runs meanwhile. */
interface Row {
    /** As it is named on the command line. */
    String name();

    /**
     * Measures both sides in turn.
     *
     * @param world has everything that is needed; what a row makes there stays
     * @param runs how often each side is tried
     * @return the lines of the table
     */
    List<Line> measure(World world, int runs) throws IOException, InterruptedException;

    /** What a reader of the table has to know about these lines; full sentences. */
    String notes();
}
