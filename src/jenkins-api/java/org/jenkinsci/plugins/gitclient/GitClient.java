package org.jenkinsci.plugins.gitclient;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.plugins.git.GitException;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

public interface GitClient {
    void addDefaultCredentials(StandardCredentials credentials);

    FetchCommand fetch_();

    Map<String, ObjectId> getRemoteReferences(String remoteRepoUrl, String pattern, boolean headsOnly, boolean tagsOnly)
            throws GitException, InterruptedException;

    InitCommand init_();

    boolean isCommitInRepo(ObjectId commit) throws GitException, InterruptedException;

    List<String> showRevision(ObjectId from, ObjectId to, Boolean useRawOutput)
            throws GitException, InterruptedException;
}
