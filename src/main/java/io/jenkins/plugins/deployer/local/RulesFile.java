package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesException;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which rules file a command works with. */
final class RulesFile {
    private static final List<Path> PLACES = List.of(Path.of("rules.yaml"), Path.of("resources/deployer/rules.yaml"));

    /** One more than the reader takes, so that a file that is too long is told and not cut off. */
    private static final int LIMIT = RulesReader.MOST_BYTES + 1;

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE",
            description = "The rules file. Default: ./rules.yaml, else ./resources/deployer/rules.yaml.")
    private Path given;

    /**
     * The file to read.
     *
     * @param log is told which one, unless it was given
     * @throws ExitException if there is none
     */
    Path path(PrintWriter log) throws ExitException {
        if (given != null) {
            return given;
        }
        for (Path place : PLACES) {
            if (Files.isRegularFile(place)) {
                log.println("rules: " + place);
                log.flush();
                return place;
            }
        }
        throw new ExitException(
                ExitCode.WRONG_INPUT,
                "no rules file: there is neither " + PLACES.get(0) + " nor " + PLACES.get(1)
                        + " here; name one with --rules FILE");
    }

    /**
     * Reads the rules.
     *
     * @throws ExitException if the file cannot be read, or has problems: one line for each
     */
    Rules read(PrintWriter log) throws ExitException {
        return read(path(log));
    }

    /** The same for a file that {@link #path} has found. */
    Rules read(Path path) throws ExitException {
        try {
            return parse(path);
        } catch (RulesException e) {
            long count = e.problems().size() + e.more();
            throw new ExitException(
                    ExitCode.WRONG_INPUT,
                    "the rules have " + count + (count == 1 ? " problem:" : " problems:") + "\n" + e.getMessage());
        }
    }

    /**
     * @throws RulesException if the file has problems
     * @throws ExitException if the file cannot be read
     */
    static Rules parse(Path path) throws RulesException, ExitException {
        try (InputStream in = Files.newInputStream(path)) {
            return RulesReader.read(path.toString(), in.readNBytes(LIMIT));
        } catch (NoSuchFileException e) {
            throw new ExitException(ExitCode.WRONG_INPUT, "there is no rules file " + path);
        } catch (IOException e) {
            String why = Files.isDirectory(path) ? "it is a directory" : e.getMessage();
            throw new ExitException(ExitCode.WRONG_INPUT, "the rules file " + path + " cannot be read: " + why);
        }
    }
}
