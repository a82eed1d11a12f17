package hudson.model;

import java.io.Serializable;

public final class Result implements Serializable {
    public static final Result NOT_BUILT = null;

    private Result() {}
}
