package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.jenkins.trust.RunSource;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a head points at, asked of its forge; again, if that does not answer at once. */
final class HeadNow {
    private static final int ATTEMPTS = 6;

    private HeadNow() {}

    /**
     * Blocks for a minute at most if the forge refuses at once.
     *
     * @return the full commit id; empty if there is no such head any longer
     * @throws IOException if the forge does not answer
     */
    static Optional<String> of(RunSource source, TaskListener listener) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return source.currentCommit(TaskListener.NULL);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                long pause = 1L << attempt - 1;
                listener.getLogger()
                        .println("Cannot ask what " + source.head() + " is at (" + e.getMessage()
                                + "); trying again in " + pause + " s");
                TimeUnit.SECONDS.sleep(pause);
            }
        }
    }
}
