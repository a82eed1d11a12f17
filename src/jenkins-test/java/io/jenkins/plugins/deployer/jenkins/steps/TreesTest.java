package io.jenkins.plugins.deployer.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.deployer.jenkins.git.GitServer;
import io.jenkins.plugins.deployer.source.GitRepository;
import io.jenkins.plugins.deployer.source.HttpGit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.plugins.git.GitSCMSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The trees of commits as servers of every kind give them. */
@WithJenkins
class TreesTest {
    private static final String MAIN = "refs/heads/main";

    @TempDir
    private Path directory;

    private JenkinsRule jenkins;
    private FreeStyleBuild run;
    private GitRepository web;
    private Trees trees;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        run = rule.buildAndAssertSuccess(rule.createFreeStyleProject("web"));
        web = GitRepository.in(directory.resolve("forge/ocurrent/web"));
        trees = new Trees(directory.resolve("cache"));
    }

    @Test
    void a_commit_is_fetched_once_from_servers_of_every_kind() throws Exception {
        String first = web.write("a", "1").commit("first");
        String second = web.write("a", "2").commit("second");
        for (HttpGit.Kind kind : List.of(HttpGit.Kind.MODERN, HttpGit.Kind.OLD)) {
            try (HttpGit forge = HttpGit.serve(directory.resolve("forge"), kind)) {
                GitServer server = server(forge, null);

                assertThat(trees.tree(server, second, MAIN)).isEqualTo(tree(second));
                assertThat(trees.tree(server, first, MAIN)).as(kind.name()).isEqualTo(tree(first));
                int requests = forge.requests().size();
                assertThat(trees.tree(server, second, MAIN)).isEqualTo(tree(second));
                assertThat(forge.requests()).hasSize(requests);
            }
        }
    }

    @Test
    void a_commit_that_is_gone_is_said_to_be() throws Exception {
        String gone = web.write("a", "1").commit("first");
        web.git("commit", "--quiet", "--amend", "--message=instead");
        try (HttpGit forge = HttpGit.serve(directory.resolve("forge"), HttpGit.Kind.OLD)) {
            assertThatThrownBy(() -> trees.tree(server(forge, null), gone, MAIN))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("it is no longer part of refs/heads/main, which was force-pushed");
        }
    }

    @Test
    void a_controller_that_was_killed_while_fetching_leaves_no_lock() throws Exception {
        String commit = web.write("a", "1").commit("first");
        String next = web.write("a", "2").commit("second");
        try (HttpGit forge = HttpGit.serve(directory.resolve("forge"), HttpGit.Kind.MODERN)) {
            trees.tree(server(forge, null), commit, MAIN);
            Path repository;
            try (Stream<Path> caches = Files.list(directory.resolve("cache"))) {
                repository = caches.findFirst().orElseThrow();
            }
            Files.createFile(repository.resolve("shallow.lock"));
            Files.createFile(repository.resolve("refs/deployer/last.lock"));

            assertThat(trees.tree(server(forge, null), next, MAIN)).isEqualTo(tree(next));
        }
    }

    @Test
    void the_login_of_the_branch_source_is_used_and_seen_nowhere() throws Exception {
        String commit = web.write("a", "1").commit("first");
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new UsernamePasswordCredentialsImpl(
                                CredentialsScope.GLOBAL, "forge", "", HttpGit.USER, HttpGit.PASSWORD));
        try (HttpGit forge = HttpGit.serve(directory.resolve("forge"), HttpGit.Kind.PRIVATE)) {
            assertThatThrownBy(() -> trees.tree(server(forge, null), commit, MAIN))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot fetch commit " + commit + " of http://127.0.0.1:");

            assertThat(trees.tree(server(forge, "forge"), commit, MAIN)).isEqualTo(tree(commit));
        }
        try (Stream<Path> kept = Files.walk(directory.resolve("cache"))) {
            assertThat(kept.filter(Files::isRegularFile)).noneMatch(TreesTest::hasThePassword);
        }
    }

    @Test
    void what_a_ref_is_at_is_asked_of_the_server() throws Exception {
        String commit = web.write("a", "1").commit("first");
        web.git("tag", "v1");
        web.git("tag", "--annotate", "--message=two", "v2");
        try (HttpGit forge = HttpGit.serve(directory.resolve("forge"), HttpGit.Kind.MODERN)) {
            GitServer server = server(forge, null);

            assertThat(server.commit(MAIN)).contains(commit);
            assertThat(server.commit("refs/tags/v1")).contains(commit);
            assertThat(server.commit("refs/tags/v2")).contains(commit);
            assertThat(server.commit("refs/heads/v1")).isEqualTo(Optional.empty());
        }
    }

    private static boolean hasThePassword(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(HttpGit.PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GitServer server(HttpGit forge, String credentialsId) {
        GitSCMSource source = new GitSCMSource(forge.url("ocurrent/web").text());
        source.setCredentialsId(credentialsId);
        return GitServer.of(source, run.getParent()).forRun(run);
    }

    private String tree(String commit) throws Exception {
        return web.git("rev-parse", commit + "^{tree}");
    }
}
