package io.jenkins.plugins.deployer.report;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.plan.difference.RulesDifference;
import io.jenkins.plugins.deployer.report.Check.Status;
import io.jenkins.plugins.deployer.rules.Problem;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesException;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Whether a commit of the rules' repository has rules that can be used, and what they would change.
 *
 * @param check what forges are told
 * @param text the same in plain lines, each ending with a line feed
 */
public record RulesCheck(Check check, String text) {
    public RulesCheck {
        requireNonNull(check);
        requireNonNull(text);
    }

    /**
     * A file that may be one of rules.
     *
     * @param path from the top of the repository
     * @param isMain whether it must be there; of the others only those count that are rules before or after
     * @param before its content where it is in force; empty if it is not there
     * @param after its content in the commit
     */
    public record File(String path, boolean isMain, Optional<byte[]> before, Optional<byte[]> after) {
        public File {
            requireNonNull(path);
            requireNonNull(before);
            requireNonNull(after);
        }
    }

    /**
     * @param base what is in force, for people: {@code main at 0123456789}
     * @param complete fills in what is configured elsewhere
     */
    public static RulesCheck of(String base, List<File> files, UnaryOperator<Rules> complete) {
        Writing writing = new Writing(base, complete);
        files.forEach(writing::add);
        return writing.finish();
    }

    /** What can be said if nothing could be compared. */
    public static RulesCheck failed(String sentence) {
        return new RulesCheck(
                new Check(
                        Check.RULES,
                        Status.NEUTRAL,
                        "The rules could not be compared",
                        MarkdownText.plain(sentence) + "\n",
                        false,
                        List.of()),
                "The rules could not be compared: " + sentence + "\n");
    }

    /** What came of reading a file. */
    private record Reading(Optional<Rules> rules, Optional<RulesException> problems) {
        static Reading of(String path, Optional<byte[]> content) {
            if (content.isEmpty()) {
                return new Reading(Optional.empty(), Optional.empty());
            }
            try {
                return new Reading(Optional.of(RulesReader.read(path, content.get())), Optional.empty());
            } catch (RulesException e) {
                return new Reading(Optional.empty(), Optional.of(e));
            }
        }
    }

    /** A check that is being written. For one thread. */
    private static final class Writing {
        private final UnaryOperator<Rules> complete;
        private final StringBuilder markdown = new StringBuilder();
        private final StringBuilder text = new StringBuilder();
        private final List<Check.Note> notes = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();
        private final List<String> changes = new ArrayList<>();

        Writing(String base, UnaryOperator<Rules> complete) {
            this.complete = complete;
            markdown.append("Compared with ")
                    .append(MarkdownText.plain(base))
                    .append(
                            ", which is in force. What a branch lacks of that, it seems to take back: bring it up to date.\n");
        }

        void add(File file) {
            Reading before = Reading.of(file.path(), file.before());
            Reading after = Reading.of(file.path(), file.after());
            boolean counts =
                    file.isMain() || before.rules().isPresent() || after.rules().isPresent();
            if (!counts) {
                return;
            }
            markdown.append("\n## ").append(MarkdownText.plain(file.path())).append("\n\n");
            text.append(file.path()).append('\n');
            if (after.problems().isPresent()) {
                wrong(file, after.problems().get());
            } else if (file.isMain() && after.rules().isEmpty()) {
                wrong.add("There is no " + file.path());
                say("The file is not there. Without it nothing is built or deployed.");
            } else {
                compare(file, before, after);
            }
        }

        private void say(String sentence) {
            markdown.append(MarkdownText.plain(sentence)).append('\n');
            text.append(sentence).append('\n');
        }

        private void wrong(File file, RulesException problems) {
            long count = problems.problems().size() + problems.more();
            wrong.add(file.path() + " has " + Words.count(count, "problem"));
            for (Problem problem : problems.problems()) {
                markdown.append("- ")
                        .append(MarkdownText.plain(problem.line() + ":" + problem.column() + ": " + problem.message()))
                        .append('\n');
                text.append(problem).append('\n');
                notes.add(new Check.Note(file.path(), problem.line(), problem.column(), problem.message()));
            }
            if (problems.more() > 0) {
                say("and " + Words.count(problems.more(), "more problem"));
            }
        }

        private void compare(File file, Reading before, Reading after) {
            if (before.problems().isPresent()) {
                say("The rules can be used. Those in force cannot, so there is nothing to compare them with.");
                changes.add("The rules can be used again");
                return;
            }
            Rules there = before.rules().or(after::rules).orElseThrow();
            Rules nothing =
                    new Rules(there.forge(), there.defaults(), there.agents(), there.hosts(), Map.of(), List.of());
            RulesDifference difference = RulesDifference.between(
                    complete.apply(before.rules().orElse(nothing)),
                    complete.apply(after.rules().orElse(nothing)));
            if (after.rules().isEmpty()) {
                say("The file is no longer there.");
            }
            if (!difference.isEmpty()) {
                changes.add(DifferenceText.title(difference));
            }
            markdown.append(MarkdownText.plain(DifferenceText.title(difference)))
                    .append("\n\n")
                    .append(DifferenceText.markdown(difference));
            text.append(DifferenceText.plain(difference));
            after.rules().map(complete).map(Rules::needs).orElse(List.of()).forEach(this::say);
        }

        RulesCheck finish() {
            String title = wrong.isEmpty() ? changed() : String.join("; ", wrong);
            return new RulesCheck(
                    new Check(
                            Check.RULES,
                            wrong.isEmpty() ? Status.SUCCESS : Status.FAILURE,
                            title,
                            markdown.toString(),
                            false,
                            notes),
                    text.toString());
        }

        private String changed() {
            return switch (changes.size()) {
                case 0 -> "Nothing changes";
                case 1 -> changes.get(0);
                default -> Words.count(changes.size(), "rules file") + " change what is done";
            };
        }
    }
}
