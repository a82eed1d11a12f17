package io.jenkins.plugins.deployer.jenkins.steps;

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

/** A Git repository as the controller reaches it. Its methods block until the server answers. */
final class GitServer {
    private final String url;
    private final Optional<StandardUsernameCredentials> credentials;
    private final Optional<String> tool;

    private GitServer(String url, Optional<StandardUsernameCredentials> credentials, Optional<String> tool) {
        this.url = url;
        this.credentials = credentials;
        this.tool = tool;
    }

    /** The repository of a branch source, with the credentials and the Git that are configured for that. */
    static GitServer of(AbstractGitSCMSource source, Run<?, ?> run) {
        GitToolSCMSourceTrait chosen = SCMTrait.find(source.getTraits(), GitToolSCMSourceTrait.class);
        Item scope = source.getOwner() == null ? run.getParent() : source.getOwner();
        Optional<StandardUsernameCredentials> credentials = Optional.ofNullable(source.getCredentialsId())
                .map(id -> CredentialsProvider.findCredentialByIdInItem(
                        id,
                        StandardUsernameCredentials.class,
                        scope,
                        ACL.SYSTEM2,
                        URIRequirementBuilder.fromUri(source.getRemote()).build()));
        return new GitServer(
                source.getRemote(),
                credentials.map(found -> narrowed(found, run)),
                Optional.ofNullable(chosen).map(GitToolSCMSourceTrait::getGitTool));
    }

    /** Another repository of the forge, with the credentials that are configured for it, else as anybody. */
    static GitServer of(URI url, Run<?, ?> run) throws IOException {
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

    /** A GitHub App, for one, is good for no more than the run needs. */
    private static StandardUsernameCredentials narrowed(StandardUsernameCredentials found, Run<?, ?> run) {
        Credentials narrowed = found.forRun(run);
        return narrowed instanceof StandardUsernameCredentials usable ? usable : found;
    }

    /** As Git gets it. */
    String url() {
        return url;
    }

    /**
     * What a ref points at.
     *
     * @param ref the full name
     * @throws IOException if the server does not answer
     */
    Optional<String> commit(String ref) throws IOException, InterruptedException {
        try {
            Map<String, ObjectId> found =
                    client(Jenkins.get().getRootDir()).getRemoteReferences(url, ref, false, false);
            return Optional.ofNullable(found.get(ref)).map(ObjectId::name);
        } catch (GitException e) {
            throw new IOException("Cannot look up " + ref + " of " + this + ": " + GitWords.brief(e.getMessage()), e);
        }
    }

    /** A client in a directory of this controller. It says nothing but in its exceptions. */
    GitClient client(File directory) throws IOException, InterruptedException {
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
