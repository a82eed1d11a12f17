package io.jenkins.plugins.deployer.jenkins.run;

import hudson.model.Result;
import java.util.Objects;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Why a run ends as not built: its commit is no longer the one that is to be live. */
public final class Superseded extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    private Superseded(String sentence) {
        this.sentence = Objects.requireNonNull(sentence);
    }

    /** What a step fails with; nothing is wrong with its run, so that it is neither failed nor aborted. */
    public static FlowInterruptedException by(String sentence) {
        return new FlowInterruptedException(Result.NOT_BUILT, false, new Superseded(sentence));
    }

    @Override
    public String getShortDescription() {
        return sentence;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Superseded that && sentence.equals(that.sentence);
    }

    @Override
    public int hashCode() {
        return sentence.hashCode();
    }
}
