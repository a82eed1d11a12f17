package jenkins.model;

import java.io.Serializable;

public abstract class CauseOfInterruption implements Serializable {
    public CauseOfInterruption() {
        throw new UnsupportedOperationException();
    }

    public abstract String getShortDescription();
}
