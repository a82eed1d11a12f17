package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.rules.Quoted;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesException;
import io.jenkins.plugins.deployer.rules.RulesReader;
import io.jenkins.plugins.deployer.source.SourceException;
import io.jenkins.plugins.deployer.source.WorkTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The rules that others are compared with.
 *
 * @param rules empty if there was no such file then
 */
record BaseRules(Optional<Rules> rules) {
    /**
     * Reads what BASE means: the rules file as it was at a commit of its repository, or another file. What Git knows comes
     * first, or a change could bring along a file that is called like the branch it is compared with.
     *
     * @throws ExitException if it means neither, or those rules cannot be read
     */
    static BaseRules read(String base, Path file) throws ExitException, InterruptedException {
        boolean isPath = base.startsWith("/") || base.startsWith("./") || base.startsWith("../");
        if (!isPath) {
            Path real = real(file);
            WorkTree tree = new WorkTree(real.getParent());
            Optional<String> commit = tree.commit(base);
            if (commit.isPresent()) {
                return atCommit(base, tree, commit.get(), real);
            }
        }
        return inFile(base, file);
    }

    private static Path real(Path file) throws ExitException {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new ExitException(ExitCode.WRONG_INPUT, "there is no rules file " + file);
        }
    }

    private static BaseRules atCommit(String base, WorkTree tree, String commit, Path file)
            throws ExitException, InterruptedException {
        String name = file.getFileName().toString();
        try {
            Optional<byte[]> content = tree.file(commit, name, RulesReader.MOST_BYTES + 1);
            return content.isEmpty()
                    ? new BaseRules(Optional.empty())
                    : new BaseRules(Optional.of(RulesReader.read(base + ":" + name, content.get())));
        } catch (SourceException e) {
            throw new ExitException(ExitCode.WRONG_INPUT, e.getMessage());
        } catch (RulesException e) {
            throw unreadable(base, e);
        }
    }

    private static BaseRules inFile(String base, Path file) throws ExitException {
        Optional<Path> other = path(base).filter(Files::isRegularFile);
        if (other.isEmpty()) {
            throw new ExitException(
                    ExitCode.WRONG_INPUT,
                    "--diff " + Quoted.text(base) + " is neither a commit of the repository in which " + file
                            + " is nor a file; a branch that is only on the server must be fetched first");
        }
        try {
            return new BaseRules(Optional.of(RulesFile.parse(other.get())));
        } catch (RulesException e) {
            throw unreadable(base, e);
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static ExitException unreadable(String base, RulesException e) {
        return new ExitException(
                ExitCode.WRONG_INPUT,
                "the rules at " + base + " cannot be compared with, as they have problems themselves:\n"
                        + e.getMessage());
    }
}
