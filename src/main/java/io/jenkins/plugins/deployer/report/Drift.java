package io.jenkins.plugins.deployer.report;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.service.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How what a host runs compares with what was last proven to run there. Pure: whoever makes it has asked the host.
 *
 * @param explanation half a sentence about the service; empty if all is well
 * @param image what is to run by the host's own account; empty if there is nothing, or nobody knows
 * @param since when that was brought there, by the host's clock, if it tells
 */
public record Drift(State state, String explanation, Optional<String> image, Optional<Instant> since) {
    /** For so long an update may say that it is going on; Swarm never ends one that finds no node. */
    private static final Duration LONGEST_UPDATE = Duration.ofMinutes(30);

    public Drift {
        requireNonNull(state);
        requireNonNull(explanation);
        requireNonNull(image);
        requireNonNull(since);
    }

    /** In one word. The worse comes first: of several parts of one thing that is what is told. */
    public enum State {
        /** It is being changed at this moment, so nothing can be said. */
        CHANGING("changing"),
        /** Something else than was deployed last. */
        DRIFTED("drift"),
        /** The host has nothing of that name. */
        ABSENT("absent"),
        /** What was deployed last, but not as often as it should, or not at all. */
        STOPPED("not running"),
        /** What was deployed last. */
        IN_SYNC("in sync"),
        /** The host could not be asked. */
        UNKNOWN("unknown");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** For people and in JSON. */
        public String label() {
            return label;
        }
    }

    /**
     * What should run.
     *
     * @param image the name that it was published under
     * @param digest that was last proven to run
     */
    public record Proven(ServiceOnHost service, String image, String digest) {
        public Proven {
            requireNonNull(service);
            requireNonNull(image);
            requireNonNull(digest);
        }
    }

    /**
     * Compares.
     *
     * @param running all that the host runs, of several parts of one thing without what is deployed by its own name
     * @param isRecorded whether a deployment with this id is in our own record of the service
     */
    public static Drift of(Proven proven, List<Running> running, Predicate<String> isRecorded, Instant now) {
        ServiceOnHost service = proven.service();
        return running.stream()
                .filter(part -> isPart(part, proven))
                .map(part -> of(part, proven, isRecorded, now))
                .min(Comparator.comparing(Drift::state))
                .orElseGet(() -> new Drift(
                        State.ABSENT,
                        service.kind() == ServiceOnHost.Kind.UNIKERNEL
                                ? "nothing runs under this name"
                                : "there is no such " + service.kind().label() + " on the host",
                        Optional.empty(),
                        Optional.empty()));
    }

    /** A deployment is under way, or was until a moment ago. */
    public static Drift deploying() {
        return new Drift(State.CHANGING, "it is being deployed", Optional.empty(), Optional.empty());
    }

    /** @param why a sentence */
    public static Drift unknown(String why) {
        return new Drift(State.UNKNOWN, why, Optional.empty(), Optional.empty());
    }

    public boolean isDrift() {
        return state == State.DRIFTED;
    }

    /** Another image in place of ours is drift of that part, and no reason to take it for somebody else's service. */
    private static boolean isPart(Running running, Proven proven) {
        ServiceOnHost service = proven.service();
        boolean hasParts = service.kind() == ServiceOnHost.Kind.STACK || service.kind() == ServiceOnHost.Kind.COMPOSE;
        return Status.isPart(running, service, Optional.of(proven.image()))
                || hasParts
                        && running.changed().isLabelled()
                        && running.service().startsWith(service.name() + "_");
    }

    private static Drift of(Running running, Proven proven, Predicate<String> isRecorded, Instant now) {
        if (isChanging(running, now)) {
            return found(State.CHANGING, "it is being updated past the deployer", running, proven);
        }
        if (!running.digest().equals(Optional.of(proven.digest()))) {
            String what = running.digest().map(Brief::digest).orElse(running.image() + ", a tag without a digest,");
            return found(
                    State.DRIFTED,
                    "runs " + what + " instead of " + Brief.digest(proven.digest()) + ": "
                            + whose(running, proven, isRecorded),
                    running,
                    proven);
        }
        if (running.wanted() == 0 || !running.isComplete()) {
            return found(State.STOPPED, stopped(running, proven), running, proven);
        }
        return found(State.IN_SYNC, "", running, proven);
    }

    private static boolean isChanging(Running running, Instant now) {
        String update = running.update().orElse("");
        boolean says = update.equals("updating") || update.equals("rollback_started");
        boolean isRecent = running.changed()
                .at()
                .map(at -> at.plus(LONGEST_UPDATE).isAfter(now))
                .orElse(true);
        return says && isRecent;
    }

    private static String whose(Running running, Proven proven, Predicate<String> isRecorded) {
        Optional<String> request = running.changed().request();
        if (request.isPresent()) {
            return request.filter(isRecorded).isPresent()
                    ? "an earlier deployment's version is back, as after \"docker service rollback\""
                    : "another deployer brought it, with the deployment " + request.get();
        }
        if (running.changed().isLabelled()) {
            return "somebody changed the image by hand";
        }
        return proven.service().kind() == ServiceOnHost.Kind.UNIKERNEL
                ? "somebody replaced it by hand"
                : "somebody deployed it in another way, and the deployer's labels are gone";
    }

    private static String stopped(Running running, Proven proven) {
        if (proven.service().kind() == ServiceOnHost.Kind.UNIKERNEL) {
            return "it does not run";
        }
        return running.wanted() == 0
                ? "it is scaled to 0 replicas"
                : running.replicas() + " of " + running.wanted() + " replicas run";
    }

    private static Drift found(State state, String explanation, Running running, Proven proven) {
        boolean isPart = !running.service().equals(proven.service().name());
        return new Drift(
                state,
                isPart && !explanation.isEmpty() ? running.service() + ": " + explanation : explanation,
                Optional.of(running.image()),
                running.changed().at());
    }
}
