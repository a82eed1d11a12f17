package io.jenkins.plugins.deployer.source;

import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.Finished;
import io.jenkins.plugins.deployer.process.InputWriter;
import io.jenkins.plugins.deployer.process.Runner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Git repositories that things are built from, read with the {@code git} command (2.29 or newer). Commits that were
 * fetched are kept in a cache; it may be removed whenever nothing uses it. Safe for use by several threads, and several
 * programs may share one cache. Calls block, bounded in time, and may be interrupted.
 */
public final class Sources {
    /** The head of a branch is asked for while a deployment waits for the answer. */
    private static final Duration ONE_HEAD = Duration.ofSeconds(30);

    private static final Duration ALL_HEADS = Duration.ofMinutes(2);
    private static final int MOST_REFERENCES = 2_000_000;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    /** The rules of git-check-ref-format(1); they leave nothing that Git or a pattern of it could misread. */
    private static final Pattern NO_BRANCH =
            Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|/\\.|^[./]|[./]$|\\.lock(/|$)|^$");

    private final Path cache;
    private final GitCommands git;

    /** Reads anonymously. */
    public Sources(Path cache) {
        this(cache, Access.ANONYMOUS);
    }

    /** @param cache a directory of the caller's own for fetched commits; made when first needed */
    public Sources(Path cache, Access access) {
        this(cache, access, GitTokens.NONE);
    }

    /**
     * @param cache a directory of the caller's own for fetched commits; made when first needed
     * @param access as whom what there is no token for is read
     */
    public Sources(Path cache, Access access, GitTokens tokens) {
        this.cache = cache.toAbsolutePath();
        this.git = new GitCommands(access, tokens);
    }

    /** What the branches, tags and change requests of a repository point at; all empty for an empty repository. */
    public Heads heads(GitUrl url) throws SourceException, InterruptedException {
        return list(url, git.listReferences(url), ALL_HEADS, "Cannot list the heads")
                .heads();
    }

    /**
     * The commit that a branch points at now; empty if there is no such branch. Takes one short conversation with the
     * server, half a minute at the most.
     */
    public Optional<String> head(GitUrl url, String branch) throws SourceException, InterruptedException {
        if (NO_BRANCH.matcher(branch).find()) {
            return Optional.empty();
        }
        return list(url, git.listBranch(url, branch), ONE_HEAD, "Cannot look up branch '" + branch + "'")
                .branch(branch);
    }

    /**
     * Brings one commit here, with its tree but without its history, unless it is here already.
     *
     * @param commit the full id
     * @throws SourceException if the repository cannot be read or has no such commit (any more)
     */
    public Snapshot fetch(GitUrl url, String commit) throws SourceException, InterruptedException {
        if (!COMMIT.matcher(commit).matches()) {
            throw new SourceException("Cannot fetch '" + commit + "' of " + url + ": it is no full commit id");
        }
        BareRepository repository = BareRepository.shallow(cache, git, url, commit.length());
        repository.fetch(commit);
        return new Snapshot(this, cache, git, repository, commit);
    }

    private static Advertisement list(GitUrl url, Command command, Duration timeout, String doing)
            throws SourceException, InterruptedException {
        try {
            Finished<Advertisement> finished =
                    new Runner(timeout).read(command, InputWriter.NOTHING, Sources::readAdvertisement);
            if (!finished.succeeded()) {
                throw GitTrouble.of(finished).explain(doing, url);
            }
            return finished.output();
        } catch (CommandException e) {
            throw GitTrouble.explain(doing, url, e);
        }
    }

    private static Advertisement readAdvertisement(InputStream stream) throws IOException {
        Advertisement advertisement = new Advertisement();
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        int count = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            advertisement.add(line);
            if (++count > MOST_REFERENCES) {
                throw new IOException("it lists more than " + MOST_REFERENCES + " references");
            }
        }
        return advertisement;
    }
}
