package io.jenkins.plugins.deployer.jenkins.trust;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.EnvVars;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.plugins.git.GitException;
import hudson.plugins.git.GitTool;
import hudson.plugins.git.util.GitUtils;
import hudson.security.ACL;
import java.io.IOException;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.plugins.git.traits.GitToolSCMSourceTrait;
import jenkins.scm.api.trait.SCMTrait;
import org.eclipse.jgit.lib.ObjectId;
import org.jenkinsci.plugins.gitclient.Git;
import org.jenkinsci.plugins.gitclient.GitClient;

/**
 * Asks the server of a Git repository what a ref is, and nobody else: a branch source answers from a clone, whose refs can
 * be mapped from others by its configuration and outlive a branch that was deleted.
 */
final class RemoteRefs {
    private final AbstractGitSCMSource source;
    private final Item job;

    /** @param job in whose scope the source's credentials are looked for, if the source has no owner */
    RemoteRefs(AbstractGitSCMSource source, Item job) {
        this.source = source;
        this.job = job;
    }

    /**
     * @param ref the full name: {@code refs/heads/live}
     * @return the commit that it points at, of an annotated tag that of the tag; empty if there is no such ref
     * @throws IOException if the server does not answer
     */
    Optional<String> commit(String ref, TaskListener listener) throws IOException, InterruptedException {
        try {
            // A star finds the commits of tags, too; no ref has a star, so that what it also finds has another name.
            ObjectId id = client(listener)
                    .getRemoteReferences(source.getRemote(), ref + "*", false, false)
                    .get(ref);
            return Optional.ofNullable(id).map(ObjectId::name);
        } catch (GitException e) {
            throw new IOException(
                    "It cannot be told what " + ref + " of " + GitAddress.withoutUser(source.getRemote())
                            + " points at now: " + e.getMessage(),
                    e);
        }
    }

    private GitClient client(TaskListener listener) throws IOException, InterruptedException {
        Git git = Git.with(listener, new EnvVars(EnvVars.masterEnvVars));
        GitToolSCMSourceTrait chosen = SCMTrait.find(source.getTraits(), GitToolSCMSourceTrait.class);
        GitTool tool = GitUtils.resolveGitTool(
                chosen == null ? null : chosen.getGitTool(), Jenkins.get(), null, TaskListener.NULL);
        if (tool != null) {
            git.using(tool.getGitExe());
        }
        GitClient client = git.getClient();
        String credentialsId = source.getCredentialsId();
        if (credentialsId != null) {
            Item scope = source.getOwner() == null ? job : source.getOwner();
            client.addDefaultCredentials(CredentialsProvider.findCredentialByIdInItem(
                    credentialsId,
                    StandardUsernameCredentials.class,
                    scope,
                    ACL.SYSTEM2,
                    URIRequirementBuilder.fromUri(source.getRemote()).build()));
        }
        return client;
    }
}
