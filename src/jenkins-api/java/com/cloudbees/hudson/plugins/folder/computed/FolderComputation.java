package com.cloudbees.hudson.plugins.folder.computed;

import hudson.model.Actionable;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Saveable;
import hudson.model.TopLevelItem;
import java.io.IOException;
import jenkins.model.Loadable;

public class FolderComputation<I extends TopLevelItem> extends Actionable
        implements Queue.Executable, Saveable, Loadable {
    private FolderComputation() {}

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public Result getResult() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getSearchUrl() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void load() throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void run() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void save() throws IOException {
        throw new UnsupportedOperationException();
    }
}
