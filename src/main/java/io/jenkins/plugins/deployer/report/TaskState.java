package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.service.Outcome;
import java.util.Locale;

/** How far a task of a plan is. */
public enum TaskState {
    /** It waits for others, for an agent or for its turn. */
    WAITING,
    /** Somebody is at it. */
    WORKING,
    /** It is built or published. */
    DONE,
    /** The run is over and did not come to it, or could not do it. */
    NOT_DONE,
    LIVE,
    UNCHANGED,
    ROLLED_BACK,
    FAILED,
    SUPERSEDED,
    REFUSED;

    /** Of a deployment that has ended. */
    public static TaskState of(Outcome outcome) {
        return switch (outcome) {
            case LIVE -> LIVE;
            case UNCHANGED -> UNCHANGED;
            case ROLLED_BACK -> ROLLED_BACK;
            case FAILED -> FAILED;
            case SUPERSEDED -> SUPERSEDED;
            case REFUSED -> REFUSED;
        };
    }

    /** For people, for example {@code rolled back}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The class in style sheets. */
    String style() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
