package hudson.model;

import java.io.Serializable;

public final class Result implements Serializable {
    public static final Result ABORTED = null;

    public static final Result NOT_BUILT = null;

    public static final Result SUCCESS = null;

    private Result() {}

    public boolean isWorseThan(Result that) {
        throw new UnsupportedOperationException();
    }
}
