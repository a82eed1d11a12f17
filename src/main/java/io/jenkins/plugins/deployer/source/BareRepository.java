package io.jenkins.plugins.deployer.source;

import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.Finished;
import io.jenkins.plugins.deployer.process.InputWriter;
import io.jenkins.plugins.deployer.process.OutputReader;
import io.jenkins.plugins.deployer.process.Runner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * The part of one repository that is kept here: the commits that were fetched, each with its tree, under {@code
 * refs/deployer/ID}. That reference is written last, so a fetch that was killed leaves no half commit behind.
 */
final class BareRepository {
    private static final Duration FETCH = Duration.ofMinutes(30);
    private static final Duration LOCAL = Duration.ofMinutes(10);
    private static final int ANSWER = 1 << 26;
    private static final String OURS = "refs/deployer/";
    /** For a server that gives out nothing but what its references name. */
    private static final List<String> EVERYTHING = List.of(
            "+refs/heads/*:refs/remote/heads/*",
            "+refs/tags/*:refs/remote/tags/*",
            "+refs/pull/*/head:refs/remote/pull/*",
            "+refs/merge-requests/*/head:refs/remote/merge-requests/*");

    private final Path directory;
    private final GitCommands git;
    private final GitUrl url;
    private final int idLength;
    private final boolean withHistory;

    private BareRepository(Path cache, GitCommands git, GitUrl url, int idLength, boolean withHistory) {
        String kind = (idLength == 64 ? "-sha256" : "") + (withHistory ? "-history" : "");
        this.directory = cache.resolve(hash(url.text()) + kind + ".git");
        this.git = git;
        this.url = url;
        this.idLength = idLength;
        this.withHistory = withHistory;
    }

    /** Where commits are kept without their history. */
    static BareRepository shallow(Path cache, GitCommands git, GitUrl url, int idLength) {
        return new BareRepository(cache, git, url, idLength, false);
    }

    /** Where commits are kept with their history and its tags. */
    static BareRepository withHistory(Path cache, GitCommands git, GitUrl url, int idLength) {
        return new BareRepository(cache, git, url, idLength, true);
    }

    GitUrl url() {
        return url;
    }

    Path directory() {
        return directory;
    }

    /** Brings a commit here unless it is here already; tags are brought up to date in any case. */
    void fetch(String commit) throws SourceException, InterruptedException {
        String doing = "Cannot fetch commit " + commit;
        try (CacheLock lock = CacheLock.of(directory)) {
            if (!Files.exists(directory.resolve("HEAD"))) {
                run(git.init(directory, idLength), LOCAL).orFail("Cannot make the cache " + directory);
            }
            if (!has(OURS + commit)) {
                fetchFirst(commit, doing);
            }
            if (withHistory) {
                Command tags = git.fetch(
                        directory, url, List.of("--prune", "--update-shallow"), List.of("+refs/tags/*:refs/tags/*"));
                succeed(run(tags, FETCH), "Cannot fetch the tags");
            }
        } catch (CommandException e) {
            throw GitTrouble.explain(doing, url, e);
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            throw new SourceException(doing + " of " + url + " into the cache " + directory + ": " + e, e);
        }
    }

    private void fetchFirst(String commit, String doing)
            throws CommandException, SourceException, InterruptedException {
        List<String> depth = withHistory ? List.of("--update-shallow") : List.of("--depth=1");
        Finished<?> direct = run(git.fetch(directory, url, depth, List.of(commit + ":" + OURS + commit)), FETCH);
        if (direct.succeeded()) {
            return;
        }
        GitTrouble trouble = GitTrouble.of(direct);
        if (trouble.isOfTheConnection()) {
            throw trouble.explain(doing, url);
        }
        if (!trouble.isOfAMissingCommit()) {
            // An old server, or plain files behind HTTP: by reference, then, and with all the history.
            succeed(run(git.fetch(directory, url, List.of("--update-shallow"), EVERYTHING), FETCH), doing);
        }
        if (trouble.isOfAMissingCommit() || !has(commit + "^{commit}")) {
            throw new SourceException(doing + " of " + url
                    + ": the server has no such commit. Its branch may have been force-pushed or deleted since");
        }
        run(git.inside(directory, "update-ref", OURS + commit, commit), LOCAL).orFail(doing);
    }

    private void succeed(Finished<?> finished, String doing) throws SourceException {
        if (!finished.succeeded()) {
            throw GitTrouble.of(finished).explain(doing, url);
        }
    }

    private boolean has(String object) throws CommandException, InterruptedException {
        return run(git.inside(directory, "rev-parse", "--quiet", "--verify", "--end-of-options", object), LOCAL)
                .succeeded();
    }

    /** The short output of a command on this repository. */
    String ask(String doing, String... arguments) throws SourceException, InterruptedException {
        try {
            return run(git.inside(directory, arguments), LOCAL).orFail(doing + " of " + url);
        } catch (CommandException e) {
            throw new SourceException(e.getMessage(), e);
        }
    }

    /** Runs a command on this repository for its output, which a reader gets as it comes. */
    <T> T read(String doing, InputWriter input, OutputReader<T> reader, String... arguments)
            throws SourceException, InterruptedException {
        try {
            return new Runner(FETCH)
                    .read(git.inside(directory, arguments), input, reader)
                    .orFail(doing + " of " + url);
        } catch (CommandException e) {
            if (e.getCause() instanceof SourceException known) {
                throw known;
            }
            throw new SourceException(doing + " of " + url + ": " + e.getMessage(), e);
        }
    }

    private static Finished<String> run(Command command, Duration timeout)
            throws CommandException, InterruptedException {
        return new Runner(timeout).capture(command, ANSWER);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
