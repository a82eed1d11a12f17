package jenkins.scm.api;

import java.io.IOException;
import java.io.InputStream;

public abstract class SCMFile {
    private SCMFile() {}

    public abstract InputStream content() throws IOException, InterruptedException;

    public final boolean isFile() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }
}
