package io.jenkins.plugins.deployer.source;

import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.InputWriter;
import io.jenkins.plugins.deployer.process.Runner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A real Git repository with a work tree, made for one test. */
public final class GitRepository {
    private static final int LONGEST_ANSWER = 1 << 24;
    private final Path directory;

    private GitRepository(Path directory) {
        this.directory = directory;
    }

    public static GitRepository in(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        GitRepository repository = new GitRepository(directory);
        repository.git("init", "--quiet", "--initial-branch=main");
        return repository;
    }

    public GitUrl url() {
        return new GitUrl(directory.toString());
    }

    public Path path(String name) {
        return directory.resolve(name);
    }

    public GitRepository write(String name, String content) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.writeString(path(name), content);
        return this;
    }

    /** Commits all that is in the work tree and says the commit's id. */
    public String commit(String message) throws IOException, InterruptedException {
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "--message=" + message);
        return git("rev-parse", "HEAD");
    }

    /** Writes an object and says its id. */
    public String object(byte[] content, String... arguments) throws IOException, InterruptedException {
        return new Runner(Duration.ofMinutes(1))
                .read(
                        command(arguments),
                        stream -> stream.write(content),
                        stream -> new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                .orFail("Cannot write an object")
                .strip();
    }

    public String git(String... arguments) throws IOException, InterruptedException {
        return new Runner(Duration.ofMinutes(1))
                .read(
                        command(arguments),
                        InputWriter.NOTHING,
                        stream -> new String(stream.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8))
                .orFail("Cannot prepare a repository")
                .strip();
    }

    private Command command(String... arguments) {
        return Command.of("git", "-C", directory.toString(), "-c", "protocol.file.allow=always")
                .with(arguments)
                .withEnvironment(Map.of(
                        "GIT_CONFIG_GLOBAL", "/dev/null",
                        "GIT_CONFIG_SYSTEM", "/dev/null",
                        "GIT_AUTHOR_NAME", "Ada",
                        "GIT_AUTHOR_EMAIL", "ada@example.org",
                        "GIT_COMMITTER_NAME", "Ada",
                        "GIT_COMMITTER_EMAIL", "ada@example.org"));
    }
}
