package org.eclipse.jgit.lib;

import java.io.File;

@SuppressWarnings("rawtypes")
public class BaseRepositoryBuilder<B extends BaseRepositoryBuilder, R extends Repository> {
    public BaseRepositoryBuilder() {
        throw new UnsupportedOperationException();
    }

    public B setBare() {
        throw new UnsupportedOperationException();
    }

    public B setGitDir(File gitDir) {
        throw new UnsupportedOperationException();
    }
}
