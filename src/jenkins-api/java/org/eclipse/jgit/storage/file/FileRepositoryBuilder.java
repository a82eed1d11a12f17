package org.eclipse.jgit.storage.file;

import java.io.IOException;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.Repository;

public class FileRepositoryBuilder extends BaseRepositoryBuilder<FileRepositoryBuilder, Repository> {
    public FileRepositoryBuilder() {
        throw new UnsupportedOperationException();
    }

    public Repository build() throws IOException {
        throw new UnsupportedOperationException();
    }
}
