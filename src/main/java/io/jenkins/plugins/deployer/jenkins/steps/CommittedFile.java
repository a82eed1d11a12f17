package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.git.GitServer;
import io.jenkins.plugins.deployer.jenkins.trust.RunSource;
import io.jenkins.plugins.deployer.plan.Head;
import java.io.IOException;
import java.util.Optional;
import jenkins.plugins.git.AbstractGitSCMSource;

/** A file of a commit of the repository that a run builds, as the server has it: no workspace has any part in it. */
public final class CommittedFile {
    private static final int LARGEST = 256 * 1024;

    private CommittedFile() {}

    /**
     * Reads it; blocks until the server has sent the commit, unless it is here already.
     *
     * @param commit the full id
     * @throws AbortException with a sentence, if the commit has no such file
     * @throws IOException if the server does not answer
     */
    public static String read(Run<?, ?> run, RunSource source, String commit, String path)
            throws IOException, InterruptedException {
        if (!(source.scmSource() instanceof AbstractGitSCMSource git)) {
            throw new AbortException("Only branch sources of Git can be read from, not "
                    + source.scmSource().getClass().getName());
        }
        Optional<String> text = DeployerHome.trees()
                .file(GitServer.of(git, run.getParent()).forRun(run), commit, ref(source), path, LARGEST);
        return text.orElseThrow(
                () -> new AbortException("commit " + commit + " of " + source.repository() + " has no file " + path));
    }

    /** The full name of the ref that a run builds. */
    static String ref(RunSource source) {
        String refs = source.head() instanceof Head.Tag ? "refs/tags/" : "refs/heads/";
        return refs + source.head().name();
    }
}
