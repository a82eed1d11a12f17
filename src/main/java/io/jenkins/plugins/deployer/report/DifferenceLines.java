package io.jenkins.plugins.deployer.report;

import static java.util.stream.Collectors.joining;

import io.jenkins.plugins.deployer.plan.difference.Change;
import io.jenkins.plugins.deployer.plan.difference.Detail;
import io.jenkins.plugins.deployer.plan.difference.RulesDifference;
import io.jenkins.plugins.deployer.plan.difference.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a change of the rules does, in lines of plain text under headings. */
final class DifferenceLines {
    /** So many changes that are the same but for their subject are told in one line. */
    private static final int ALIKE = 4;

    private static final int NAMED = 10;
    /** Of a value, in characters; JSON has all of it. */
    private static final int LONGEST = 200;

    /**
     * @param sign {@code +} for what is new, {@code -} for what is no longer there, {@code ~} for what changes
     * @param subject what it is about
     * @param text what becomes of it; may be empty
     */
    record Line(char sign, String subject, String text) {}

    private final Map<String, List<Line>> sections = new LinkedHashMap<>();

    private DifferenceLines(RulesDifference difference) {
        Map<List<Object>, List<Change>> alike = new LinkedHashMap<>();
        for (Change change : difference.changes()) {
            if (change.sort() == Change.Sort.CHANGED && !change.details().isEmpty()) {
                alike.computeIfAbsent(kind(change), kind -> new ArrayList<>()).add(change);
            }
        }
        for (Change change : difference.changes()) {
            List<Change> same = alike.getOrDefault(kind(change), List.of());
            if (change.sort() != Change.Sort.CHANGED || same.size() < ALIKE) {
                section(heading(change)).add(line(change));
            } else if (same.get(0) == change) {
                section("Alike in several places").add(line(same));
            }
        }
    }

    /** The lines by their headings, both in the order of the changes. */
    static Map<String, List<Line>> of(RulesDifference difference) {
        return new DifferenceLines(difference).sections;
    }

    /** Those that concern one thing by itself have a place of their own. */
    private static List<Object> kind(Change change) {
        boolean many = change.subject().what().isDeployed()
                || change.subject().what() == Subject.What.BUILD
                || change.subject().what() == Subject.What.PUBLICATION;
        return List.of(change.subject().what(), change.details(), change.rebuilds(), many ? "" : change.subject());
    }

    private List<Line> section(String heading) {
        return sections.computeIfAbsent(heading, name -> new ArrayList<>());
    }

    private static String heading(Change change) {
        Subject subject = change.subject();
        if (subject.repository().isPresent()) {
            return subject.repository().get().toString();
        }
        return subject.what() == Subject.What.IMAGE || subject.what().isDeployed()
                ? "Other people's images"
                : "All repositories";
    }

    private static Line line(List<Change> same) {
        Change first = same.get(0);
        String names = same.stream().limit(NAMED).map(DifferenceLines::inFull).collect(joining(", "));
        String more = same.size() > NAMED ? " and " + (same.size() - NAMED) + " more" : "";
        return new Line('~', Words.count(same.size(), noun(first.subject())), text(first) + " (" + names + more + ")");
    }

    private static String inFull(Change change) {
        Subject subject = change.subject();
        return subject.what().isDeployed()
                ? subject.toString()
                : subject.repository().map(repository -> repository + ": ").orElse("") + subject.name();
    }

    private static Line line(Change change) {
        char sign =
                switch (change.sort()) {
                    case ADDED -> '+';
                    case REMOVED -> '-';
                    case CHANGED -> '~';
                };
        return new Line(sign, subject(change.subject()), text(change));
    }

    private static String subject(Subject subject) {
        return switch (subject.what()) {
            case FORGE, STAGING -> subject.what().label();
            case AGENTS -> "agents for " + subject.name();
            case SERVICE -> subject.toString();
            default -> subject.what().label() + " " + subject;
        };
    }

    /** The word that things of this sort are counted by. */
    static String noun(Subject subject) {
        return switch (subject.what()) {
            case FORGE, STAGING, AGENTS -> "setting";
            case SERVICE, STACK, COMPOSE, UNIKERNEL -> "service";
            default -> subject.what().label();
        };
    }

    private static String text(Change change) {
        return switch (change.sort()) {
            case ADDED -> added(change);
            case REMOVED -> removed(change);
            case CHANGED -> changed(change);
        };
    }

    private static String added(Change change) {
        String from = after(change, "from").map(head -> " from " + head).orElse("");
        return switch (change.subject().what()) {
            case BUILD -> "is built from now on";
            case PUBLICATION ->
                "is published" + from + ", of " + after(change, "build").orElse("");
            case IMAGE -> "is looked up every " + after(change, "every").orElse("");
            default ->
                "is deployed" + from
                        + after(change, "image").map(image -> " with " + image).orElse("")
                        + after(change, "url").map(url -> ", reached at " + url).orElse("");
        };
    }

    private static Optional<String> after(Change change, String field) {
        return change.detail(field).flatMap(Detail::after).map(DifferenceLines::shown);
    }

    private static String removed(Change change) {
        return switch (change.subject().what()) {
            case BUILD -> "is built no longer";
            case PUBLICATION -> "is published no longer; what was published stays";
            case IMAGE -> "is looked up no longer";
            default -> "is deployed no longer, and goes on running there";
        };
    }

    private static String changed(Change change) {
        List<String> parts = new ArrayList<>();
        if (change.rebuilds()) {
            parts.add("is built anew");
        }
        change.details().forEach(detail -> parts.add(detail(change, detail)));
        if (change.moves()) {
            parts.add("it goes on running on "
                    + change.before().flatMap(Subject::host).orElse(""));
        }
        switch (change.subject().what()) {
            case STAGING -> parts.add("everything is built anew");
            case FORGE -> parts.add("all repositories are read there, and projects of the old one are refused");
            case HOST -> {
                parts.add("deployed there: " + names(change.concerns()));
                if (change.detail("endpoint").isPresent()) {
                    parts.add("if that is another machine, they go on running on the old one");
                }
            }
            default -> {}
        }
        return String.join("; ", parts);
    }

    private static String names(List<String> names) {
        return names.stream().limit(NAMED).collect(joining(", "))
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }

    private static String detail(Change change, Detail detail) {
        boolean said = detail.field().equals(change.subject().what().label());
        return (said ? "" : detail.field() + " ") + value(detail.before()) + " → " + value(detail.after());
    }

    private static String value(Optional<String> value) {
        return value.map(DifferenceLines::shown).orElse("none");
    }

    /** On one line, and not long; in quotes if one could not see it otherwise. */
    private static String shown(String value) {
        String line = value.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        String cut = line.codePointCount(0, line.length()) > LONGEST
                ? line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…"
                : line;
        return cut.isBlank() || !cut.equals(cut.strip()) ? '"' + cut + '"' : cut;
    }
}
