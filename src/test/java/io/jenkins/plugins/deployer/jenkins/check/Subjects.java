package io.jenkins.plugins.deployer.jenkins.check;

import io.jenkins.plugins.deployer.report.Check;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run whose check is shown. */
public final class Subjects implements CheckLetter.Subject {
    public static final Instant NOON = Instant.parse("2026-05-03T12:00:00Z");

    public final Map<String, String> kept = new HashMap<>();
    public final List<String> log = new ArrayList<>();
    private final Optional<Board> board;
    public Check check = check(Check.Status.QUEUED);

    public Subjects(Optional<Board> board) {
        this.board = board;
    }

    public static Check check(Check.Status status) {
        return new Check(status, "It is " + status, "| a |\n|---|\n| `" + status + "` |\n", status.isOver());
    }

    public boolean hasToldEnd() {
        return CheckLetter.hasToldEnd(this::recall);
    }

    /** A letter about it. */
    public CheckLetter letter() {
        return new CheckLetter(this);
    }

    @Override
    public Shown now() {
        return new Shown(
                check,
                "org/x/live#12",
                Optional.of(URI.create("https://ci.example.org/job/org/job/x/job/live/12/")),
                NOON,
                NOON.plusSeconds(90));
    }

    @Override
    public Optional<Board> board() {
        return board;
    }

    @Override
    public Optional<String> recall(String name) {
        return Optional.ofNullable(kept.get(name));
    }

    @Override
    public void keep(String name, String what) {
        kept.put(name, what);
    }

    @Override
    public void say(String line) {
        log.add(line);
    }
}
