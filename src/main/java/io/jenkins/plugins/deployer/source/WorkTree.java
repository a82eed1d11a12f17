package io.jenkins.plugins.deployer.source;

import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.Finished;
import io.jenkins.plugins.deployer.process.InputWriter;
import io.jenkins.plugins.deployer.process.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A directory that somebody works in, of a repository whose earlier commits are looked at and nothing else. Blocks; asks no server. */
public final class WorkTree {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");
    private static final int LONGEST_ANSWER = 1 << 16;

    private final Runner runner = new Runner(Duration.ofMinutes(1));
    private final Path directory;

    public WorkTree(Path directory) {
        this.directory = directory;
    }

    /**
     * The full id of a commit.
     *
     * @param revision as one types it: {@code origin/main}, {@code HEAD~2}, an id; may be anything
     * @return empty if there is no such commit, no repository, or no Git
     */
    public Optional<String> commit(String revision) throws InterruptedException {
        if (revision.isEmpty() || revision.startsWith("-")) {
            return Optional.empty();
        }
        try {
            Finished<String> found = runner.capture(
                    GitCommands.around(directory, "rev-parse", "--verify", "--quiet", revision + "^{commit}"),
                    LONGEST_ANSWER);
            return Optional.of(found.output().strip())
                    .filter(id -> found.succeeded() && ID.matcher(id).matches());
        } catch (CommandException e) {
            return Optional.empty();
        }
    }

    /**
     * The content of a file of the directory as it was.
     *
     * @param commit from {@link #commit}
     * @param name without a slash
     * @param most how many bytes are enough: of a longer file only so many are read
     * @return empty if there was no such file
     * @throws SourceException if it cannot be read, or was something else than a file
     */
    public Optional<byte[]> file(String commit, String name, int most) throws SourceException, InterruptedException {
        String doing = "Cannot read " + name + " at " + commit;
        try {
            String entry = runner.capture(
                            GitCommands.around(directory, "ls-tree", "-z", commit, "--", name), LONGEST_ANSWER)
                    .orFail(doing);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            String[] fields = entry.split("[ \t]", 4);
            if (!fields[0].startsWith("100")) {
                throw new SourceException(doing + ": it was a link, a directory or a submodule there");
            }
            return Optional.of(runner.read(
                            GitCommands.around(directory, "cat-file", "blob", fields[2]),
                            InputWriter.NOTHING,
                            stream -> stream.readNBytes(most))
                    .orFail(doing));
        } catch (CommandException e) {
            throw new SourceException(e.getMessage(), e);
        }
    }
}
