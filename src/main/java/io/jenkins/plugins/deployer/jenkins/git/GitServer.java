package io.jenkins.plugins.deployer.jenkins.git;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.EnvVars;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitException;
import hudson.plugins.git.GitTool;
import hudson.plugins.git.util.GitUtils;
import hudson.security.ACL;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.hosts.ControllerCredentials;
import io.jenkins.plugins.deployer.source.GitUrl;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.plugins.git.traits.GitToolSCMSourceTrait;
import jenkins.scm.api.trait.SCMTrait;
import org.eclipse.jgit.lib.ObjectId;
import org.jenkinsci.plugins.gitclient.Git;
import org.jenkinsci.plugins.gitclient.GitClient;

/**
 * The server of a Git repository as the controller reaches it. What its refs are is asked of the server and of nobody else: a
 * branch source answers from a clone, whose refs can be mapped from others by its configuration and outlive a branch that was
 * deleted. The methods block until the server answers.
 */
public final class GitServer {
    private final String url;
    private final Optional<StandardUsernameCredentials> credentials;
    private final Optional<String> tool;

    private GitServer(String url, Optional<StandardUsernameCredentials> credentials, Optional<String> tool) {
        this.url = url;
        this.credentials = credentials;
        this.tool = tool;
    }

    /**
     * The repository of a branch source, with the credentials and the Git that are configured for that.
     *
     * @param job in whose scope the credentials are looked for, if the source has no owner
     */
    public static GitServer of(AbstractGitSCMSource source, Item job) {
        GitToolSCMSourceTrait chosen = SCMTrait.find(source.getTraits(), GitToolSCMSourceTrait.class);
        Item scope = source.getOwner() == null ? job : source.getOwner();
        Optional<StandardUsernameCredentials> credentials = Optional.ofNullable(source.getCredentialsId())
                .map(id -> CredentialsProvider.findCredentialByIdInItem(
                        id,
                        StandardUsernameCredentials.class,
                        scope,
                        ACL.SYSTEM2,
                        URIRequirementBuilder.fromUri(source.getRemote()).build()));
        return new GitServer(
                source.getRemote(), credentials, Optional.ofNullable(chosen).map(GitToolSCMSourceTrait::getGitTool));
    }

    /** Another repository of the forge, with the credentials that are configured for it, else as anybody. */
    public static GitServer of(URI url, Run<?, ?> run) throws IOException {
        String id = DeployerConfiguration.get().getForgeCredentialsId();
        Optional<StandardUsernameCredentials> credentials = Optional.empty();
        if (!id.isEmpty()) {
            StandardUsernameCredentials found = ControllerCredentials.find(
                            id, StandardUsernameCredentials.class::isInstance)
                    .map(StandardUsernameCredentials.class::cast)
                    .orElseThrow(() -> new IOException("there are no credentials \"" + id
                            + "\" to read other repositories of the forge with; give others in Manage Jenkins »"
                            + " System » Deployer"));
            CredentialsProvider.track(run, found);
            credentials = Optional.of(found);
        }
        return new GitServer(url.toString(), credentials, Optional.empty());
    }

    /** The same with credentials that are good for no more than a run needs, as those of a GitHub App can be. */
    public GitServer forRun(Run<?, ?> run) {
        return new GitServer(url, credentials.map(found -> narrowed(found, run)), tool);
    }

    private static StandardUsernameCredentials narrowed(StandardUsernameCredentials found, Run<?, ?> run) {
        Credentials narrowed = found.forRun(run);
        return narrowed instanceof StandardUsernameCredentials usable ? usable : found;
    }

    /** As Git gets it. */
    public String url() {
        return url;
    }

    /**
     * What a ref points at.
     *
     * @param ref the full name: {@code refs/heads/live}
     * @return the full id of the commit, of an annotated tag too; empty if there is no such ref
     * @throws IOException if the server does not answer
     */
    public Optional<String> commit(String ref) throws IOException, InterruptedException {
        try {
            // A star finds the commits of tags, too; no ref has a star, so that what it also finds has another name.
            Map<String, ObjectId> found =
                    client(Jenkins.get().getRootDir()).getRemoteReferences(url, ref + "*", false, false);
            return Optional.ofNullable(found.get(ref)).map(ObjectId::name);
        } catch (GitException e) {
            throw new IOException("Cannot look up " + ref + " of " + this + ": " + GitWords.brief(e.getMessage()), e);
        }
    }

    /** A client in a directory of this controller. It says nothing but in its exceptions. */
    public GitClient client(File directory) throws IOException, InterruptedException {
        Git git =
                Git.with(TaskListener.NULL, new EnvVars(EnvVars.masterEnvVars)).in(directory);
        GitTool found = GitUtils.resolveGitTool(tool.orElse(null), Jenkins.get(), null, TaskListener.NULL);
        if (found != null) {
            git.using(found.getGitExe());
        }
        GitClient client = git.getClient();
        credentials.ifPresent(client::addDefaultCredentials);
        return client;
    }

    /** Without a password. */
    @Override
    public String toString() {
        try {
            return new GitUrl(url).toString();
        } catch (IllegalArgumentException e) {
            return "the repository of the branch source";
        }
    }
}
