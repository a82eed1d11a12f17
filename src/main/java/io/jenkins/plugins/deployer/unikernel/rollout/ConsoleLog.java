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
        int from = Math.min(particulars.lines(), lines.size());
        int to = Math.min(TOLD, lines.size());
        if (from < to) {
            lines.subList(from, to).forEach(line -> visit.say("  | " + line));
        }
        if (lines.size() > TOLD && particulars.lines() <= TOLD) {
            visit.say("  | …");
        }
        return lines.size() > particulars.lines()
                ? particulars.withLines(Math.min(lines.size(), TOLD + 1)).in(state)
                : state;
    }

    /** What was written last, after all that is new was said: up to some lines of it. */
    Ended ended(RollOut state) throws InterruptedException {
        List<String> lines = read(state);
        ConsoleTail tail = new ConsoleTail(lines);
        int told = Particulars.of(state).lines();
        RollOut next = state;
        if (told <= TOLD && lines.size() <= TOLD) {
            next = told(state, lines);
        } else {
            tail.lines().forEach(line -> visit.say("  | " + line));
        }
        return new Ended(next, tail);
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
