package jenkins.scm.api;

import java.io.IOException;
import java.io.InputStream;

public abstract class SCMFile {
    private SCMFile() {}

    public abstract Iterable<SCMFile> children() throws IOException, InterruptedException;

    public abstract InputStream content() throws IOException, InterruptedException;

    public final String getName() {
        throw new UnsupportedOperationException();
    }

    public final boolean isDirectory() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public final boolean isFile() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }
}
