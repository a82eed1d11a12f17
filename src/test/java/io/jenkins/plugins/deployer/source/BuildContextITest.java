package io.jenkins.plugins.deployer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.Runner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextITest {
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
    void it_is_exactly_what_is_committed() throws Exception {
        repository
                .write("Dockerfile", "FROM scratch\n")
                .write("bin/run", "#!/bin/sh\n")
                .write("empty", "");
        Files.setPosixFilePermissions(repository.path("bin/run"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createSymbolicLink(repository.path("bin/link"), Path.of("../Dockerfile"));
        Files.createSymbolicLink(repository.path("absolute"), Path.of("/nowhere/at/all"));
        repository.write(".dockerignore", "secret\n").write(".gitignore", "ignored\n");
        repository.write(".gitattributes", "hidden export-ignore\n*.txt text eol=crlf\n*.id ident export-subst\n");
        repository.write("hidden", "shown").write("a.txt", "1\n2\n").write("a.id", "$Id$ $Format:%H$\n");
        String commit = repository.commit("first");
        repository.write("ignored", "no").write("untracked", "no").write("Dockerfile", "changed");

        assertThat(entries(commit, false))
                .containsOnly(
                        Map.entry(".dockerignore", "644 secret\n"),
                        Map.entry(
                                ".gitattributes",
                                "644 hidden export-ignore\n*.txt text eol=crlf\n*.id ident export-subst\n"),
                        Map.entry(".gitignore", "644 ignored\n"),
                        Map.entry("Dockerfile", "644 FROM scratch\n"),
                        Map.entry("a.id", "644 $Id$ $Format:%H$\n"),
                        Map.entry("a.txt", "644 1\n2\n"),
                        Map.entry("absolute", "-> /nowhere/at/all"),
                        Map.entry("bin/", "755"),
                        Map.entry("bin/link", "-> ../Dockerfile"),
                        Map.entry("bin/run", "755 #!/bin/sh\n"),
                        Map.entry("empty", "644 "),
                        Map.entry("hidden", "644 shown"));
    }

    @Test
    void any_file_name_is_kept_byte_by_byte() throws Exception {
        String blob = repository.object("here".getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "--stdin");
        String[] names = {
            "line\nfeed",
            "tab\tand \"quotes'",
            "-rf",
            "back\\slash",
            latin1("été 日本"),
            "not-utf8-\u00ff\u00fe",
            "a".repeat(255),
            "*",
            "C:",
            " "
        };
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        for (String name : names) {
            tree.write(("100644 blob " + blob + "\t" + name + "\0").getBytes(StandardCharsets.ISO_8859_1));
        }
        String id = repository.object(tree.toByteArray(), "mktree", "-z");
        String deep = repository.object(("040000 tree " + id + "\tdeep").getBytes(StandardCharsets.UTF_8), "mktree");
        String commit = repository.git("commit-tree", "-m", "names", deep);

        Map<String, String> entries = entries(commit, false);

        assertThat(entries).hasSize(names.length + 1).containsEntry("deep/", "755");
        for (String name : names) {
            assertThat(entries).containsEntry("deep/" + name, "644 here");
        }
    }

    @Test
    void equal_trees_make_equal_bytes() throws Exception {
        repository.write("a", "1").write("b/c", "2");
        String first = repository.commit("first");
        repository.write("a", "other").commit("second");
        String third = repository.write("a", "1").commit("third");

        byte[] bytes = bytes(sources.fetch(repository.url(), first).context(false));

        assertThat(bytes(sources.fetch(repository.url(), third).context(false))).isEqualTo(bytes);
        assertThat(bytes(new Sources(directory.resolve("other-cache"))
                        .fetch(repository.url(), first)
                        .context(false)))
                .isEqualTo(bytes);
    }

    @Test
    void an_empty_tree_makes_an_empty_context() throws Exception {
        assertThat(entries(repository.commit("nothing"), false)).isEmpty();
    }

    @Test
    void submodules_in_submodules_are_included_at_their_commits() throws Exception {
        GitRepository inner = GitRepository.in(directory.resolve("inner"));
        inner.write("deep", "pinned").commit("first");
        GitRepository middle = GitRepository.in(directory.resolve("middle"));
        middle.write("between", "2");
        middle.git("submodule", "add", "--quiet", "../inner", "lib/inner");
        middle.commit("with inner");
        repository.write("top", "1");
        repository.git("submodule", "add", "--quiet", "../middle", "vendor/middle");
        String commit = repository.commit("with middle");
        inner.write("deep", "newer").commit("second");

        assertThat(entries(commit, false))
                .containsEntry("top", "644 1")
                .containsEntry("vendor/", "755")
                .containsEntry("vendor/middle/", "755")
                .containsEntry("vendor/middle/between", "644 2")
                .containsEntry("vendor/middle/lib/inner/", "755")
                .containsEntry("vendor/middle/lib/inner/deep", "644 pinned")
                .doesNotContainKey("vendor/middle/.git");
    }

    @Test
    void a_submodule_that_cannot_be_had_is_named() throws Exception {
        GitRepository inner = GitRepository.in(directory.resolve("inner"));
        inner.write("a", "1").commit("first");
        repository.git("submodule", "add", "--quiet", "../inner", "lib");
        String commit = repository.commit("with lib");
        Files.move(directory.resolve("inner"), directory.resolve("away"));

        assertThatThrownBy(() -> entries(commit, false))
                .isInstanceOf(SourceException.class)
                .message()
                .startsWith("Submodule 'lib' of " + repository.url() + ": Cannot fetch commit ")
                .contains("does not appear to be a git repository");
    }

    @Test
    void a_submodule_without_a_url_says_what_to_do() throws Exception {
        String pinned = repository.write("a", "1").commit("first");
        repository.git("update-index", "--add", "--cacheinfo", "160000," + pinned + ",lost");
        repository.git("commit", "--quiet", "--message=lost");
        String commit = repository.git("rev-parse", "HEAD");

        assertThatThrownBy(() -> entries(commit, false))
                .hasMessage("Submodule 'lost' of " + repository.url()
                        + " has no url in .gitmodules. Add it there, or remove the submodule");
    }

    @Test
    void more_submodules_than_anybody_has_are_not_fetched() throws Exception {
        String commit = repository.commit("empty");
        StringBuilder tree = new StringBuilder();
        for (int i = 0; i <= 1_000; i++) {
            tree.append("160000 commit ")
                    .append(commit)
                    .append("\tlib")
                    .append(i)
                    .append('\n');
        }
        repository.object(tree.toString().getBytes(StandardCharsets.UTF_8), "update-index", "--index-info");
        repository.git("commit", "--quiet", "--message=bomb");
        String bomb = repository.git("rev-parse", "HEAD");

        assertThatThrownBy(() -> entries(bomb, false))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("has more than 1000 submodules");
    }

    @Test
    void a_submodule_that_is_never_checked_out_is_an_empty_directory() throws Exception {
        String pinned = repository.write("a", "1").commit("first");
        repository.write(".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = ../none\n\tupdate = none\n");
        repository.git("add", ".gitmodules");
        repository.git("update-index", "--add", "--cacheinfo", "160000," + pinned + ",x");
        repository.git("commit", "--quiet", "--message=x");

        assertThat(entries(repository.git("rev-parse", "HEAD"), false)).containsEntry("x/", "755");
    }

    @Test
    void a_tree_that_leaves_its_directory_is_refused() throws Exception {
        String blob = repository.object("x".getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "--stdin");
        String inner = repository.object(("100644 blob " + blob + "\tf").getBytes(StandardCharsets.UTF_8), "mktree");
        for (String name : new String[] {"..", ".", ".git", ".GIT"}) {
            byte[] raw = rawTree("40000 " + name, inner);
            String tree = repository.object(raw, "hash-object", "-t", "tree", "-w", "--literally", "--stdin");
            String commit = repository.git("commit-tree", "-m", "hostile", tree);

            assertThatThrownBy(() -> entries(commit, false))
                    .as(name)
                    .isInstanceOf(SourceException.class)
                    .message()
                    .contains("which Git would not check out");
        }
    }

    @Test
    void a_link_and_a_directory_of_one_name_are_refused() throws Exception {
        String link = repository.object("/etc".getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "--stdin");
        String inner = repository.object(("100644 blob " + link + "\tf").getBytes(StandardCharsets.UTF_8), "mktree");
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        raw.write(rawTree("120000 a", link));
        raw.write(rawTree("40000 a", inner));
        String tree = repository.object(raw.toByteArray(), "hash-object", "-t", "tree", "-w", "--literally", "--stdin");
        String commit = repository.git("commit-tree", "-m", "hostile", tree);

        assertThatThrownBy(() -> entries(commit, false))
                .isInstanceOf(SourceException.class)
                .message()
                .contains("two entries named 'a'");
    }

    @Test
    void a_large_file_is_streamed() throws Exception {
        int blocks = 150;
        byte[] block = new byte[1 << 20];
        new Random(1).nextBytes(block);
        MessageDigest expected = MessageDigest.getInstance("SHA-256");
        try (OutputStream file = Files.newOutputStream(repository.path("large"))) {
            for (int i = 0; i < blocks; i++) {
                file.write(block);
                expected.update(block);
            }
        }
        repository.git("config", "core.bigFileThreshold", "1m");
        String commit = repository.commit("large");
        AtomicLong size = new AtomicLong();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long before = usedMemory();
        AtomicLong most = new AtomicLong();

        sources.fetch(repository.url(), commit).context(false).writeTo(new OutputStream() {
            @Override
            public void write(int b) {
                size.incrementAndGet();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                // The first block of the tar stream is the header, the last ones are padding.
                long from = size.getAndAdd(length);
                int skip = (int) Math.max(0, Math.min(length, 512 - from));
                long end = 512L + (long) blocks * block.length;
                int count = (int) Math.max(0, Math.min(length - skip, end - from - skip));
                digest.update(bytes, offset + skip, count);
                most.accumulateAndGet(usedMemory() - before, Math::max);
            }
        });

        assertThat(digest.digest()).isEqualTo(expected.digest());
        assertThat(most.get()).isLessThan(100L << 20);
    }

    @Test
    void with_git_the_build_can_ask_git() throws Exception {
        repository.write("a", "1").commit("first");
        repository.git("tag", "--annotate", "--message=v1", "v1.0");
        repository.git("checkout", "--quiet", "-b", "side");
        repository.write("b", "2").commit("not of the line");
        repository.git("tag", "elsewhere");
        repository.git("checkout", "--quiet", "main");
        repository.write("c", "3").commit("second");
        repository.git("config", "user.password", "hunter2");
        String commit = repository.write("d/e", "4").commit("third");
        repository.write("d/e", "5").commit("later");

        Path unpacked = unpack(sources.fetch(repository.url(), commit).context(true));

        assertThat(git(unpacked, "rev-parse", "HEAD")).isEqualTo(commit);
        assertThat(git(unpacked, "describe", "--dirty")).isEqualTo("v1.0-2-g" + commit.substring(0, 7));
        assertThat(git(unpacked, "status", "--porcelain")).isEmpty();
        assertThat(git(unpacked, "log", "--format=%s")).isEqualTo("third\nsecond\nfirst");
        assertThat(git(unpacked, "show", "HEAD~2:a")).isEqualTo("1");
        assertThat(git(unpacked, "tag")).isEqualTo("v1.0");
        assertThat(git(unpacked, "fsck", "--full", "--strict")).isEmpty();
        assertThat(git(unpacked, "config", "--local", "--list"))
                .doesNotContain("hunter2")
                .doesNotContain("remote.");
        Files.writeString(unpacked.resolve("a"), "changed");
        assertThat(git(unpacked, "describe", "--dirty")).endsWith("-dirty");
    }

    @Test
    void with_git_the_bytes_are_the_same_each_time() throws Exception {
        repository.write("a", "1").commit("first");
        repository.git("tag", "v1");
        String commit = repository.write("a", "2").commit("second");
        Snapshot snapshot = sources.fetch(repository.url(), commit);

        assertThat(bytes(snapshot.context(true))).isEqualTo(bytes(snapshot.context(true)));
        assertThat(directory.resolve("cache")).isDirectoryNotContaining("glob:**/deployer-private-*");
    }

    @Test
    void with_git_and_submodules_nothing_counts_as_changed() throws Exception {
        GitRepository inner = GitRepository.in(directory.resolve("inner"));
        inner.write("a", "1").commit("first");
        repository.git("submodule", "add", "--quiet", "../inner", "lib");
        String commit = repository.commit("with lib");
        repository.git("tag", "v2");

        Path unpacked = unpack(sources.fetch(repository.url(), commit).context(true));

        assertThat(unpacked.resolve("lib/a")).hasContent("1");
        assertThat(git(unpacked, "describe", "--tags", "--dirty")).isEqualTo("v2");
    }

    private Map<String, String> entries(String commit, boolean includeGit) throws Exception {
        byte[] bytes = bytes(sources.fetch(repository.url(), commit).context(includeGit));
        Map<String, String> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes), "ISO-8859-1")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String mode = Integer.toOctalString(entry.getMode() & 07777);
                String content = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                String text = entry.isSymbolicLink()
                        ? "-> " + entry.getLinkName()
                        : entry.isDirectory() ? mode : mode + " " + content;
                assertThat(entries.put(entry.getName(), text)).isNull();
                assertThat(entry.getLastModifiedTime().toInstant()).hasToString("2000-01-01T00:00:00Z");
                assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
                assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
            }
        }
        return entries;
    }

    private static byte[] bytes(BuildContext context) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        context.writeTo(bytes);
        return bytes.toByteArray();
    }

    private Path unpack(BuildContext context) throws IOException, InterruptedException {
        Path unpacked = Files.createDirectories(directory.resolve("unpacked"));
        new Runner(Duration.ofMinutes(1))
                .follow(Command.of("tar", "-xpf", "-").in(unpacked), context::writeTo, line -> {})
                .orFail("Cannot unpack");
        return unpacked;
    }

    private static String git(Path directory, String... arguments) throws IOException, InterruptedException {
        Command command = Command.of("git", "-c", "safe.directory=*")
                .with(arguments)
                .in(directory)
                .withEnvironment(Map.of("GIT_CONFIG_GLOBAL", "/dev/null"));
        return new Runner(Duration.ofMinutes(1))
                .capture(command, 100_000)
                .orFail("git")
                .strip();
    }

    private static byte[] rawTree(String modeAndName, String id) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        raw.write((modeAndName + "\0").getBytes(StandardCharsets.UTF_8));
        raw.write(HexFormat.of().parseHex(id));
        return raw.toByteArray();
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static long usedMemory() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
