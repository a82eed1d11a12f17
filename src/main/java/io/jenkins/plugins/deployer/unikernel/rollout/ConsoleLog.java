package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.service.RollOut;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** What a unikernel writes since it was changed: told as it comes, each line once, and kept for its end. */
final class ConsoleLog {
    /** As many as hosts keep, so that the log can have the first ones however many follow. */
    private static final int MOST = 1_000;
    /** How many of them the log has. */
    private static final int TOLD = 50;

    /** What all unikernels begin with: Solo5's name, drawn, and its map of the memory. */
    private static final Pattern GREETING =
            Pattern.compile("[ |_/\\\\()]+|Solo5: Memory map: .*|Solo5: +(reserved|text|rodata|data|heap) .*");

    /** By how many lines one knows how far one has read. */
    private static final int PLACE = 3;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Visit visit;

    ConsoleLog(Visit visit) {
        this.visit = visit;
    }

    /** Says what is new, about once a second. That a console cannot be read keeps nothing from going on. */
    RollOut told(RollOut state) throws InterruptedException {
        Particulars particulars = Particulars.of(state);
        boolean lately = particulars
                .read()
                .map(at -> visit.now().isBefore(at.plus(PAUSE)))
                .orElse(false);
        return lately || particulars.lines() > TOLD
                ? state
                : told(particulars.withRead(visit.now()).in(state), read(state));
    }

    private RollOut told(RollOut state, List<String> lines) {
        Particulars particulars = Particulars.of(state);
        List<String> news = news(particulars, lines);
        if (news.isEmpty()) {
            return state;
        }
        int room = TOLD - particulars.lines();
        news.stream().limit(room).forEach(line -> visit.say("  | " + line));
        if (news.size() > room) {
            visit.say("  | …");
        }
        return particulars
                .withLines(particulars.lines() + Math.min(news.size(), room + 1), place(lines, lines.size()))
                .in(state);
    }

    /** What comes after the lines that the log has. A host may have kept only the last ones, so they are not just counted. */
    private static List<String> news(Particulars particulars, List<String> lines) {
        int told = particulars.lines();
        if (told <= lines.size() && particulars.place() == place(lines, told)) {
            return lines.subList(told, lines.size());
        }
        for (int end = Math.min(told, lines.size()); end >= PLACE; end--) {
            if (particulars.place() == place(lines, end)) {
                return lines.subList(end, lines.size());
            }
        }
        return lines;
    }

    /** Where one has come to in a console, whatever came long before. */
    private static int place(List<String> lines, int end) {
        return lines.subList(Math.max(0, end - PLACE), end).hashCode();
    }

    /** What was written last, after all that is new was said: up to some lines of it. */
    Ended ended(RollOut state) throws InterruptedException {
        List<String> lines = read(state);
        ConsoleTail tail = new ConsoleTail(lines);
        Particulars particulars = Particulars.of(state);
        RollOut next = state;
        if (particulars.lines() <= TOLD
                && particulars.lines() + news(particulars, lines).size() <= TOLD) {
            next = told(state, lines);
        } else {
            tail.lines().forEach(line -> visit.say("  | " + line));
        }
        return new Ended(next, tail);
    }

    /** The same, and nothing is said. */
    ConsoleTail tail(RollOut state) throws InterruptedException {
        return new ConsoleTail(read(state));
    }

    record Ended(RollOut state, ConsoleTail tail) {}

    private List<String> read(RollOut state) throws InterruptedException {
        Instant since = Particulars.of(state).changed().orElse(visit.now());
        try {
            return visit.host().console(state.request().service(), since, MOST).stream()
                    .filter(line -> !GREETING.matcher(line).matches())
                    .toList();
        } catch (UnikernelHostException e) {
            return List.of();
        }
    }
}
