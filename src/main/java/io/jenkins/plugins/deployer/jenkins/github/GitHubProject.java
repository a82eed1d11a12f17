package io.jenkins.plugins.deployer.jenkins.github;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.courier.ControllerCourier;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.github_branch_source.Connector;
import org.jenkinsci.plugins.github_branch_source.GitHubAppCredentials;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;

/** The repository on GitHub that a run builds, and who its branch source is there. */
final class GitHubProject {
    private static final String GITHUB = "https://api.github.com";

    private final Run<?, ?> run;
    private final GitHubSCMSource source;
    private final StandardUsernamePasswordCredentials credentials;

    private GitHubProject(Run<?, ?> run, GitHubSCMSource source, StandardUsernamePasswordCredentials credentials) {
        this.run = run;
        this.source = source;
        this.credentials = credentials;
    }

    /** Whether a run builds a repository on GitHub. */
    static boolean isOf(Run<?, ?> run) {
        return SCMSource.SourceByItem.findSource(run.getParent()) instanceof GitHubSCMSource;
    }

    /** Empty for other projects, and for those that read GitHub as nobody, who may not write. */
    static Optional<GitHubProject> of(Run<?, ?> run) {
        SCMSource source = SCMSource.SourceByItem.findSource(run.getParent());
        if (!(source instanceof GitHubSCMSource gitHub)) {
            return Optional.empty();
        }
        StandardCredentials credentials = Connector.lookupScanCredentials(
                gitHub.getOwner(), gitHub.getApiUri(), gitHub.getCredentialsId(), gitHub.getRepoOwner());
        return credentials instanceof StandardUsernamePasswordCredentials password
                ? Optional.of(new GitHubProject(run, gitHub, password))
                : Optional.empty();
    }

    /** The commit that people look at: of a pull request its own newest one. */
    Optional<String> commit() {
        return commit(source, run);
    }

    /** The commit of a run of a source. */
    static Optional<String> commit(GitHubSCMSource source, Run<?, ?> run) {
        SCMRevision revision = SCMRevisionAction.getRevision(source, run);
        return revision == null ? Optional.empty() : new GitHubSources().commit(revision);
    }

    boolean isApp() {
        return credentials instanceof GitHubAppCredentials;
    }

    GitHubApi api() {
        String api = source.getApiUri() == null || source.getApiUri().isBlank() ? GITHUB : source.getApiUri();
        return new GitHubApi(
                ControllerCourier.get().web(),
                Clock.systemUTC(),
                URI.create(api),
                source.getRepoOwner() + "/" + source.getRepository(),
                this::authorization);
    }

    /** The branch source makes the token of an App, and keeps it for an hour. */
    private String authorization() throws IOException {
        try {
            return "Bearer " + credentials.getPassword().getPlainText().strip();
        } catch (RuntimeException e) {
            // It has no other way to say that GitHub did not give one, and its client throws of each kind.
            throw new IOException(e.toString(), e);
        }
    }
}
