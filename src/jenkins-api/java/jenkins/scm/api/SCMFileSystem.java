package jenkins.scm.api;

import java.io.Closeable;
import java.io.IOException;

public abstract class SCMFileSystem implements Closeable {
    private SCMFileSystem() {}

    public final SCMFile child(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }

    public static SCMFileSystem of(SCMSource source, SCMHead head, SCMRevision rev)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }
}
