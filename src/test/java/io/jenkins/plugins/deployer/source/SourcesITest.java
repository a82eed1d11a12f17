package io.jenkins.plugins.deployer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.source.HttpGit.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesITest {
    @TempDir
    Path directory;

    private GitRepository repository;
    private Sources sources;

    @BeforeEach
    void prepare() throws Exception {
        repository = GitRepository.in(directory.resolve("repository"));
        sources = new Sources(directory.resolve("cache"));
    }

    @Test
    void heads_are_branches_tags_and_change_requests() throws Exception {
        String first = repository.write("a", "1").commit("first");
        repository.git("tag", "light");
        repository.git("tag", "--annotate", "--message=v1", "v1");
        String second = repository.write("a", "2").commit("second");
        repository.git("branch", "feature/x", first);
        repository.git("update-ref", "refs/pull/12/head", second);
        repository.git("update-ref", "refs/pull/12/merge", first);
        repository.git("update-ref", "refs/merge-requests/7/head", first);
        repository.git("update-ref", "refs/notes/commits", first);

        Heads heads = sources.heads(repository.url());

        assertThat(heads.defaultBranch()).contains("main");
        assertThat(heads.branches()).hasSize(2).containsEntry("main", second).containsEntry("feature/x", first);
        assertThat(heads.tags()).hasSize(2).containsEntry("light", first).containsEntry("v1", first);
        assertThat(heads.changeRequests()).hasSize(2).containsEntry(12, second).containsEntry(7, first);
    }

    @Test
    void a_private_repository_is_read_with_a_token() throws Exception {
        String commit = repository.write("a", "1").commit("first");
        try (HttpGit server = HttpGit.serve(directory, Kind.PRIVATE)) {
            GitUrl url = server.url("repository/.git");
            Sources knowing =
                    new Sources(directory.resolve("cache"), Access.ANONYMOUS, asked -> Optional.of(HttpGit.PASSWORD));

            assertThat(knowing.head(url, "main")).contains(commit);
            assertThat(knowing.fetch(url, commit).tree()).hasSize(40);
            assertThatThrownBy(() -> sources.head(url, "main")).hasMessageContaining("may not read it without a login");
            try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
                assertThat(files.filter(Files::isRegularFile))
                        .isNotEmpty()
                        .noneMatch(file -> holds(file, HttpGit.PASSWORD));
            }
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_empty_repository_has_no_heads() throws Exception {
        Heads heads = sources.heads(repository.url());

        assertThat(heads.branches()).isEmpty();
        assertThat(heads.tags()).isEmpty();
        assertThat(heads.changeRequests()).isEmpty();
        assertThat(sources.head(repository.url(), "main")).isEmpty();
    }

    @Test
    void the_head_of_a_branch_is_followed_when_it_is_force_pushed() throws Exception {
        String first = repository.write("a", "1").commit("first");
        repository.write("a", "2").commit("second");
        repository.git("branch", "other/refs/heads/main", first);

        repository.git("reset", "--quiet", "--hard", first);
        String forced = repository.write("a", "3").commit("another second");

        assertThat(sources.head(repository.url(), "main")).contains(forced);
        assertThat(sources.head(repository.url(), "none")).isEmpty();
        assertThat(sources.head(repository.url(), "mai")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-upload-pack",
                "a;touch${IFS}x",
                "$(id)",
                "`id`",
                "a'\"b",
                "--help",
                "a&b|c",
                "%2e%2e",
                "a@b",
                "HEAD"
            })
    void hostile_branch_names_are_names(String name) throws Exception {
        String first = repository.write("a", "1").commit("first");
        repository.git("update-ref", "refs/heads/" + name, first);
        repository.write("a", "2").commit("second");

        assertThat(sources.head(repository.url(), name)).contains(first);
        assertThat(sources.heads(repository.url()).branches()).containsEntry(name, first);
    }

    @Test
    void a_branch_may_be_named_in_any_language() throws Exception {
        String first = repository.write("a", "1").commit("first");
        // Through a file, since not every locale can pass the name on a command line.
        byte[] update = ("create refs/heads/été " + first + "\n").getBytes(StandardCharsets.UTF_8);
        repository.object(update, "update-ref", "--stdin");

        assertThat(sources.head(repository.url(), "été")).contains(first);
        assertThat(sources.heads(repository.url()).branches()).containsEntry("été", first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "m?in", "ma[i]n", "a..b", "main\n", "/main", "main/", "a b", "a:b", "x.lock"})
    void what_cannot_be_a_branch_is_none(String name) throws Exception {
        repository.write("a", "1").commit("first");

        assertThat(sources.head(repository.url(), name)).isEmpty();
    }

    @Test
    void a_commit_is_fetched_with_its_tree_and_files() throws Exception {
        repository.write("Dockerfile", "FROM scratch\n").write("sub/compose.yaml", "services: {}\n");
        Files.createSymbolicLink(repository.path("link"), Path.of("sub/compose.yaml"));
        Files.createSymbolicLink(repository.path("outside"), Path.of("../beside"));
        Files.createSymbolicLink(repository.path("loop"), Path.of("loop"));
        String commit = repository.commit("first");
        String tree = repository.git("rev-parse", "HEAD^{tree}");

        Snapshot snapshot = sources.fetch(repository.url(), commit);

        assertThat(snapshot.tree()).isEqualTo(tree);
        assertThat(snapshot.file("Dockerfile", 100))
                .hasValueSatisfying(bytes ->
                        assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("FROM scratch\n"));
        assertThat(snapshot.file("link", 100))
                .hasValueSatisfying(bytes ->
                        assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("services: {}\n"));
        assertThat(snapshot.file("none", 100)).isEmpty();
        assertThat(snapshot.file("Dockerfile/none", 100)).isEmpty();
        assertThatThrownBy(() -> snapshot.file("Dockerfile", 5)).message().contains("it has 13 bytes; 5 are the most");
        assertThatThrownBy(() -> snapshot.file("sub", 100)).message().contains("it is no file");
        assertThatThrownBy(() -> snapshot.file("outside", 100)).message().contains("leads out of the repository");
        assertThatThrownBy(() -> snapshot.file("loop", 100)).message().contains("leads to itself");
        assertThatThrownBy(() -> snapshot.file("../x", 100)).message().contains("no path inside a repository");
    }

    @Test
    void an_old_commit_that_no_head_names_can_be_fetched() throws Exception {
        String first = repository.write("a", "1").commit("first");
        repository.write("a", "2").commit("second");

        assertThat(sources.fetch(repository.url(), first).file("a", 10)).get().isEqualTo(new byte[] {'1'});
    }

    @Test
    void what_was_fetched_is_kept() throws Exception {
        String commit = repository.write("a", "1").commit("first");
        sources.fetch(repository.url(), commit);
        Files.move(directory.resolve("repository"), directory.resolve("away"));

        assertThat(sources.fetch(repository.url(), commit).file("a", 10)).isPresent();
    }

    @Test
    void a_missing_commit_says_what_may_have_happened() throws Exception {
        repository.write("a", "1").commit("first");
        String none = "0123456789012345678901234567890123456789";

        assertThatThrownBy(() -> sources.fetch(repository.url(), none))
                .isInstanceOf(SourceException.class)
                .hasMessage("Cannot fetch commit " + none + " of " + repository.url()
                        + ": the server has no such commit. Its branch may have been force-pushed or deleted since");
        assertThatThrownBy(() -> sources.fetch(repository.url(), "main"))
                .message()
                .contains("no full commit id");
    }

    @Test
    void a_missing_repository_is_named() {
        GitUrl none = new GitUrl(directory.resolve("none").toString());

        assertThatThrownBy(() -> sources.heads(none))
                .isInstanceOf(SourceException.class)
                .message()
                .startsWith("Cannot list the heads of " + none + ": ")
                .contains("does not appear to be a git repository");
    }

    @Test
    void repositories_with_long_ids_work_too() throws Exception {
        GitRepository modern = GitRepository.in(directory.resolve("outer"));
        modern.git("init", "--quiet", "--object-format=sha256", "--initial-branch=main", "modern");
        GitRepository inner = GitRepository.in(directory.resolve("outer/modern"));
        String commit = inner.write("a", "1").commit("first");

        assertThat(commit).hasSize(64);
        assertThat(sources.head(inner.url(), "main")).contains(commit);
        assertThat(sources.fetch(inner.url(), commit).file("a", 10)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"MODERN", "OLD", "DUMB"})
    void every_kind_of_server_gives_out_a_commit(Kind kind) throws Exception {
        String first = repository.write("a", "1").commit("first");
        String second = repository.write("a", "2").commit("second");
        repository.git("update-server-info");
        try (HttpGit server = HttpGit.serve(directory.resolve("repository"), kind)) {
            GitUrl url = server.url(".git");

            assertThat(sources.head(url, "main")).contains(second);
            assertThat(sources.heads(url).branches()).containsEntry("main", second);
            assertThat(sources.fetch(url, first).file("a", 10)).get().isEqualTo(new byte[] {'1'});
            assertThat(sources.fetch(url, second).file("a", 10)).get().isEqualTo(new byte[] {'2'});
            assertThatThrownBy(() -> sources.fetch(url, "0123456789012345678901234567890123456789"))
                    .message()
                    .contains("the server has no such commit");
        }
    }

    @Test
    void a_private_repository_asks_nobody() throws Exception {
        try (HttpGit server = HttpGit.serve(directory, Kind.PRIVATE)) {
            assertThatThrownBy(() -> sources.heads(server.url("a")))
                    .isInstanceOf(SourceException.class)
                    .message()
                    .startsWith("Cannot list the heads of " + server.url("a")
                            + ": there is no such repository, or one may not read it without a login");
        }
    }

    @Test
    void asking_a_silent_server_can_be_interrupted() throws Exception {
        try (HttpGit server = HttpGit.serve(directory, Kind.SILENT)) {
            ExecutorService threads = Executors.newSingleThreadExecutor();
            Thread asking = Thread.currentThread();
            Future<?> interruption = threads.submit(() -> {
                while (server.requests().isEmpty()) {
                    Thread.onSpinWait();
                }
                asking.interrupt();
            });

            assertThatThrownBy(() -> sources.head(server.url("a"), "main")).isInstanceOf(InterruptedException.class);

            interruption.get();
            threads.shutdown();
        }
    }

    @Test
    void many_may_fetch_at_once() throws Exception {
        List<String> commits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            commits.add(repository.write("a", "" + i).commit("number " + i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<Snapshot>> fetches = new ArrayList<>();
        for (String commit : commits) {
            // Each with a Sources of its own, as programs that share a cache would.
            fetches.add(threads.submit(() -> new Sources(directory.resolve("cache")).fetch(repository.url(), commit)));
        }

        for (int i = 0; i < 6; i++) {
            assertThat(fetches.get(i).get().file("a", 10)).get().isEqualTo(new byte[] {(byte) ('0' + i)});
        }
        threads.shutdown();
    }

    @Test
    void variables_that_a_hook_leaves_do_not_lead_astray() throws Exception {
        String commit = repository.write("a", "1").commit("first");

        assertThat(new GitCommands(Access.ANONYMOUS, GitTokens.NONE)
                        .init(directory, 40)
                        .unset())
                .contains("GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY");
        assertThat(sources.fetch(repository.url(), commit).tree()).hasSize(40);
    }
}
