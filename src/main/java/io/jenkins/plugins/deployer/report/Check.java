package io.jenkins.plugins.deployer.report;

import static java.util.Objects.requireNonNull;

/**
 * What the check of a commit says: whether this would be, or was, deployed.
 *
 * @param title one line of plain text
 * @param summary in Markdown
 * @param mayRedeploy whether deploying the same again makes sense
 */
public record Check(Status status, String title, String summary, boolean mayRedeploy) {
    /** What forges show it as. */
    public static final String NAME = "deployability";

    public Check {
        requireNonNull(status);
        requireNonNull(title);
        requireNonNull(summary);
    }

    /** How far it is, and what came of it. */
    public enum Status {
        QUEUED,
        IN_PROGRESS,
        SUCCESS,
        FAILURE,
        CANCELLED,
        /** Nobody needs to know any more. */
        NEUTRAL;

        /** Whether nothing more will come. */
        public boolean isOver() {
            return this != QUEUED && this != IN_PROGRESS;
        }
    }
}
