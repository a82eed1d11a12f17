package io.jenkins.plugins.deployer.jenkins.github;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import io.jenkins.plugins.deployer.jenkins.trust.BranchSources;
import io.jenkins.plugins.deployer.plan.Head;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.plugins.git.GitBranchSCMHead;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.GitTagSCMHead;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadOrigin;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.github_branch_source.BranchSCMHead;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.GitHubTagSCMHead;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMHead;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMRevision;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GitHubSourcesTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final GitHubSCMSource source = new GitHubSCMSource("ocurrent", "x", null, false);

    private static BranchSources sources() {
        return ExtensionList.lookupSingleton(GitHubSources.class);
    }

    private static PullRequestSCMHead pull(SCMHeadOrigin origin, ChangeRequestCheckoutStrategy strategy) {
        return new PullRequestSCMHead("live", "mallory", "x", "live", 7, new BranchSCMHead("live"), origin, strategy);
    }

    /** Of another plugin, say. */
    private static final class Other extends BranchSCMHead {
        private static final long serialVersionUID = 1L;

        Other(String name) {
            super(name);
        }
    }

    @Test
    void branches_and_tags_of_github_are_trusted_and_nothing_else(JenkinsRule jenkins) {
        assertThat(jenkins.jenkins.getPlugin("github-branch-source")).isNotNull();
        assertThat(sources().head(source, new BranchSCMHead("live"))).contains(new Head.Branch("live"));
        assertThat(sources().head(source, new GitHubTagSCMHead("v1", 0))).contains(new Head.Tag("v1"));
        for (ChangeRequestCheckoutStrategy strategy : ChangeRequestCheckoutStrategy.values()) {
            assertThat(sources().head(source, pull(SCMHeadOrigin.DEFAULT, strategy)))
                    .isEmpty();
            assertThat(sources().head(source, pull(new SCMHeadOrigin.Fork("mallory"), strategy)))
                    .isEmpty();
        }
        for (SCMHead head : new SCMHead[] {
            new SCMHead("live"), new Other("live"), new GitBranchSCMHead("live"), new GitTagSCMHead("v1", 0)
        }) {
            assertThat(sources().head(source, head))
                    .as(head.getClass().getName())
                    .isEmpty();
        }
    }

    @Test
    void the_commit_of_a_pull_request_is_its_own_newest_one(JenkinsRule jenkins) {
        assertThat(jenkins).isNotNull();
        PullRequestSCMHead head = pull(new SCMHeadOrigin.Fork("mallory"), ChangeRequestCheckoutStrategy.MERGE);

        assertThat(sources().commit(new PullRequestSCMRevision(head, "f".repeat(40), COMMIT)))
                .contains(COMMIT);
        assertThat(sources().commit(new AbstractGitSCMSource.SCMRevisionImpl(new BranchSCMHead("live"), COMMIT)))
                .contains(COMMIT);
    }

    @Test
    void only_that_branch_source_is_known_and_its_server_is_the_one_that_is_asked(JenkinsRule jenkins) {
        assertThat(jenkins).isNotNull();
        assertThat(sources().know(source)).isTrue();
        assertThat(sources().know(new GitSCMSource("https://github.com/ocurrent/x")))
                .isFalse();
        assertThat(sources().know(new GitHubSCMSource("ocurrent", "x", null, false) {}))
                .isFalse();
        assertThat(sources().remote(source)).isEqualTo("https://github.com/ocurrent/x");
        source.setApiUri("https://evil.example/api/v3");
        assertThat(sources().remote(source)).isEqualTo("https://evil.example/ocurrent/x");
        source.setApiUri("foo:bar");
        // The plugin itself would clone from GitHub then.
        assertThat(source.getRemote()).contains("github.com");
        assertThat(sources().remote(source)).startsWith("the API at foo:bar");
    }
}
