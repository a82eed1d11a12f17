package org.jenkinsci.plugins.gitclient;

public interface InitCommand extends GitCommand {
    InitCommand bare(boolean bare);

    InitCommand workspace(String workspace);
}
