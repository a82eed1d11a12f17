package io.jenkins.plugins.deployer.report;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a check of a commit says.
 *
 * @param name what forges show it as
 * @param title one line of plain text
 * @param summary in Markdown
 * @param mayRedeploy whether deploying the same again makes sense
 * @param notes about lines of the commit's files
 */
public record Check(String name, Status status, String title, String summary, boolean mayRedeploy, List<Note> notes) {
    /** Whether a commit would be, or was, deployed. */
    public static final String NAME = "deployability";

    /** What a change of the rules would do. */
    public static final String RULES = "deployer rules";

    public Check {
        requireNonNull(name);
        requireNonNull(status);
        requireNonNull(title);
        requireNonNull(summary);
        notes = List.copyOf(notes);
    }

    /** Whether a commit would be, or was, deployed. */
    public Check(Status status, String title, String summary, boolean mayRedeploy) {
        this(NAME, status, title, summary, mayRedeploy, List.of());
    }

    /**
     * Something wrong in a file.
     *
     * @param path from the top of the repository
     * @param line from 1
     * @param column from 1
     * @param message plain text
     */
    public record Note(String path, int line, int column, String message) {
        public Note {
            requireNonNull(path);
            requireNonNull(message);
        }
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
