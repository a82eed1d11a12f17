package io.jenkins.plugins.deployer.source;

import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.InputWriter;
import io.jenkins.plugins.deployer.process.PrivateDirectory;
import io.jenkins.plugins.deployer.process.Runner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest {@code .git} directory in which Git answers about one commit as in a clone: {@code git describe}, {@code
 * git log}, {@code git status}. It holds no remote, no branch and no configuration of anybody.
 */
final class GitDirectory {
    private static final Duration PACKING = Duration.ofMinutes(30);
    private static final String DOING = "Cannot make the .git directory of commit ";

    private final BareRepository history;
    private final GitCommands git;
    private final String commit;

    GitDirectory(BareRepository history, GitCommands git, String commit) {
        this.history = history;
        this.git = git;
        this.commit = commit;
    }

    void writeTo(TreeTar tar) throws IOException, InterruptedException {
        String tags = history.ask(
                DOING + commit, "for-each-ref", "--merged=" + commit, "--format=%(objectname) %(refname)", "refs/tags");
        try (PrivateDirectory temporary =
                PrivateDirectory.in(history.directory().getParent())) {
            index(temporary.path().resolve("index"));
            pack(temporary.path(), tags);
            write(tar, temporary.path(), tags);
        }
    }

    /** Without an index, every file would count as deleted and every version as dirty. */
    private void index(Path index) throws SourceException, InterruptedException {
        run(
                git.inside(history.directory(), "read-tree", commit)
                        .withEnvironment("GIT_INDEX_FILE", index.toString()),
                InputWriter.NOTHING);
    }

    /** One thread, since several would find other deltas each time. */
    private void pack(Path directory, String tags) throws SourceException, InterruptedException {
        StringBuilder wanted = new StringBuilder(commit).append('\n');
        tags.lines().forEach(tag -> wanted.append(tag, 0, tag.indexOf(' ')).append('\n'));
        run(
                git.inside(
                        history.directory(),
                        "pack-objects",
                        "--quiet",
                        "--revs",
                        "--threads=1",
                        directory.resolve("pack").toString()),
                stream -> stream.write(wanted.toString().getBytes(StandardCharsets.US_ASCII)));
    }

    private void run(Command command, InputWriter input) throws SourceException, InterruptedException {
        try {
            new Runner(PACKING).read(command, input, InputStream::readAllBytes).orFail(DOING + commit);
        } catch (CommandException e) {
            throw new SourceException(e.getMessage(), e);
        }
    }

    private void write(TreeTar tar, Path directory, String tags) throws IOException {
        for (String name :
                List.of("", "/objects", "/objects/info", "/objects/pack", "/refs", "/refs/heads", "/refs/tags")) {
            tar.directory(".git" + name, 0755);
        }
        text(tar, ".git/HEAD", commit + "\n");
        text(tar, ".git/config", configuration());
        text(tar, ".git/packed-refs", "# pack-refs with: sorted\n" + tags);
        Path shallow = history.directory().resolve("shallow");
        if (Files.exists(shallow)) {
            // The repository itself lacks the older commits.
            copy(tar, ".git/shallow", 0644, shallow);
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> packs = Files.newDirectoryStream(directory, "pack-*")) {
            packs.forEach(files::add);
        }
        files.sort(null);
        for (Path pack : files) {
            copy(tar, ".git/objects/pack/" + pack.getFileName(), 0444, pack);
        }
        copy(tar, ".git/index", 0644, directory.resolve("index"));
    }

    private String configuration() {
        boolean sha256 = commit.length() == 64;
        return "[core]\n\trepositoryformatversion = " + (sha256 ? 1 : 0) + "\n\tfilemode = true\n\tbare = false\n"
                + (sha256 ? "[extensions]\n\tobjectformat = sha256\n" : "");
    }

    private static void text(TreeTar tar, String path, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tar.file(path, 0644, bytes.length, new ByteArrayInputStream(bytes));
    }

    private static void copy(TreeTar tar, String path, int mode, Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            tar.file(path, mode, Files.size(file), content);
        }
    }
}
