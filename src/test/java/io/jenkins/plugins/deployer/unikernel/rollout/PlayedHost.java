package io.jenkins.plugins.deployer.unikernel.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.deployer.service.SettableClock;
import io.jenkins.plugins.deployer.unikernel.Unikernel;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A host of one unikernel, in a time that a test controls. */
final class PlayedHost implements UnikernelHost {
    private final SettableClock clock;
    private final Map<String, Behaviour> behaviours = new HashMap<>();
    private final List<Line> console = new ArrayList<>();
    /** How many lines of the console it has. */
    int keeps = Integer.MAX_VALUE;

    private final Set<String> kept = new HashSet<>();
    private Optional<Process> process = Optional.empty();
    private Optional<String> file = Optional.empty();
    private int starts;

    /** Whether the name is empty when nothing runs, as on Albatross; otherwise the binary stays, as on a Solo5 host. */
    boolean forgetsTheDead = true;
    /** Whether it says how it runs, and when it was started. */
    boolean tellsSetUp = true;

    boolean isDown;
    List<String> misfits = List.of();
    Consumer<String> onCall = call -> {};
    final List<String> changes = new ArrayList<>();

    private record Line(Instant at, String text) {}

    private record Process(String sha256, Optional<UnikernelSetUp> setUp, int number, Instant started, boolean dead) {}

    PlayedHost(SettableClock clock) {
        this.clock = clock;
    }

    void behaves(String sha256, Behaviour behaviour) {
        behaviours.put(sha256, behaviour);
    }

    /** Somebody starts one. */
    void starts(String sha256, UnikernelSetUp setUp) {
        file = Optional.of(sha256);
        process = Optional.of(new Process(sha256, Optional.of(setUp), ++starts, clock.instant(), false));
        console.add(new Line(clock.instant(), sha256.substring(0, 4) + " starts"));
        happen();
    }

    /** The host is started anew, and what it ran too. */
    void restarts() {
        process = process.map(old -> new Process(old.sha256(), old.setUp(), ++starts, clock.instant(), old.dead()));
    }

    void says(String line) {
        console.add(new Line(clock.instant(), line));
    }

    void happen() {
        if (process.isEmpty() || process.get().dead()) {
            return;
        }
        Process one = process.get();
        Behaviour behaviour = behaviour(one.sha256());
        if (Duration.between(one.started(), clock.instant()).compareTo(behaviour.after()) < 0) {
            return;
        }
        switch (behaviour.kind()) {
            case CRASHES -> ends(one, "Fatal error: no configuration", 1);
            case CRASHES_SILENTLY -> dies(one);
            case EXITS -> ends(one, "bye", 0);
            case CRASHES_AND_IS_STARTED_AGAIN -> {
                if (clock.instant().isAfter(one.started())) {
                    process = Optional.of(new Process(one.sha256(), one.setUp(), ++starts, clock.instant(), false));
                }
            }
            case STAYS, ANSWERS_BADLY, IS_REFUSED_LATE, IS_REFUSED_EARLY -> {}
        }
    }

    private void ends(Process one, String word, int status) {
        console.add(new Line(clock.instant(), word));
        console.add(new Line(clock.instant(), "Solo5: solo5_exit(" + status + ") called"));
        dies(one);
    }

    private void dies(Process one) {
        process = Optional.of(new Process(one.sha256(), one.setUp(), one.number(), one.started(), true));
    }

    private Behaviour behaviour(String sha256) {
        return behaviours.getOrDefault(sha256, Behaviour.of(Behaviour.Kind.STAYS));
    }

    Optional<String> running() {
        return process.filter(one -> !one.dead()).map(Process::sha256);
    }

    Set<String> kept() {
        return kept;
    }

    boolean answers() {
        return running()
                .map(sha -> behaviour(sha).kind() != Behaviour.Kind.ANSWERS_BADLY)
                .orElse(false);
    }

    private void call(String what) throws UnikernelHostException {
        onCall.accept(what);
        if (isDown) {
            throw new UnikernelHostException(UnikernelHostException.Kind.PASSING, "robur cannot be reached", null);
        }
    }

    @Override
    public Optional<UnikernelOnHost> look(String name) throws UnikernelHostException {
        call("look");
        Optional<UnikernelOnHost> seen = seen();
        call("looked");
        return seen;
    }

    private Optional<UnikernelOnHost> seen() {
        if (process.isPresent() && !process.get().dead()) {
            Process one = process.get();
            return Optional.of(new UnikernelOnHost(
                    one.sha256(),
                    tellsSetUp ? one.setUp() : Optional.empty(),
                    Optional.of(tellsSetUp ? one.started().toString() : "start " + one.number()),
                    Optional.empty()));
        }
        return forgetsTheDead
                ? Optional.empty()
                : file.map(sha -> new UnikernelOnHost(
                        sha, Optional.empty(), Optional.empty(), Optional.of("its service is down")));
    }

    @Override
    public List<String> misfits(String name, WantedUnikernel wanted, Unikernel unikernel, Optional<UnikernelOnHost> now)
            throws UnikernelHostException {
        call("misfits");
        return misfits;
    }

    @Override
    public JsonNode prepare(
            String id, String name, WantedUnikernel wanted, UnikernelFile newFile, Optional<UnikernelOnHost> now)
            throws UnikernelHostException {
        call("prepare");
        kept.add(id);
        call("prepared");
        return JsonNodeFactory.instance
                .objectNode()
                .put("before", now.map(UnikernelOnHost::sha256).orElse(""));
    }

    @Override
    public void change(String id, String name, WantedUnikernel wanted, UnikernelFile newFile, JsonNode prepared)
            throws UnikernelHostException {
        call("change");
        Behaviour behaviour = behaviour(newFile.sha256());
        if (behaviour.kind() == Behaviour.Kind.IS_REFUSED_EARLY) {
            throw new UnikernelHostException(
                    UnikernelHostException.Kind.LASTING, "robur refused to replace www: no CPU is left", null);
        }
        process = Optional.empty();
        file = Optional.empty();
        call("change: the old one has ended");
        if (behaviour.kind() == Behaviour.Kind.IS_REFUSED_LATE) {
            throw new UnikernelHostException(
                    UnikernelHostException.Kind.NOT_STARTED, "robur refused to replace www: manifest not found", null);
        }
        changes.add(newFile.sha256());
        starts(newFile.sha256(), wanted.setUp());
        call("changed");
    }

    @Override
    public void putBack(String id, String name, JsonNode prepared) throws UnikernelHostException {
        call("put back");
        if (!kept.contains(id)) {
            throw new AssertionError("the way back was forgotten");
        }
        String before = prepared.path("before").asText();
        if (before.isEmpty()) {
            process = Optional.empty();
            file = Optional.empty();
        } else if (!running().equals(Optional.of(before))) {
            starts(before, UnikernelWorld.SET_UP);
        }
        call("put back done");
    }

    @Override
    public List<String> console(String name, Instant since, int most) throws UnikernelHostException {
        call("console");
        List<String> lines = console.stream()
                .filter(line -> !line.at().isBefore(since))
                .map(Line::text)
                .toList();
        return lines.subList(Math.max(0, lines.size() - Math.min(most, keeps)), lines.size());
    }

    @Override
    public void forget(String id, String name, JsonNode prepared) throws UnikernelHostException {
        call("forget");
        kept.remove(id);
        call("forgotten");
    }
}
