package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Rolls out a compose project on an engine without Swarm: {@code docker compose up} makes the change, and undoes it when the
 * new containers fail. What to go back to stands in the containers' labels. A process that finds the saved phase UPDATE or
 * BACK runs the client again, which leaves alone the containers that are as they are to be.
 */
final class Composing {
    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private final Step step;
    private final ClientRuns clients;

    Composing(Step step, ClientRuns clients) {
        this.step = step;
        this.clients = clients;
    }

    Advance advance(RollOut state) throws IOException, InterruptedException {
        return switch (state.phase()) {
            case INSPECT -> inspect(state);
            case PULL -> new Pulling(step).advance(state);
            case UPDATE -> update(state);
            case FOLLOW -> follow(state);
            case BACK -> back(state);
            case PROVE -> prove(state);
            case ENDED -> step.go(state);
        };
    }

    /** One sentence for who stops to follow it. */
    static String whatIsLive(Engine engine, RollOut state) throws IOException, InterruptedException {
        String containers = containers(engine, state).stream()
                .map(one -> one.member() + " runs " + new Version(one.image(), Optional.empty()).label()
                        + (one.isWell() ? "" : ", not well"))
                .collect(Collectors.joining(", "));
        return "no longer followed: " + state.request().title()
                + (containers.isEmpty() ? " has no containers" : ": " + containers);
    }

    private Advance inspect(RollOut begun) throws IOException, InterruptedException {
        ServiceRequest request = begun.request();
        if (request.image().digest().isEmpty()) {
            String digest = step.outside().digests().digest(request.image());
            return step.go(begun.withRequest(request.withDigest(digest)));
        }
        List<ComposeContainer> before = containers(step.engine(), begun);
        RollOut state = begun.withFound(found(begun, before));
        boolean well = isWell(before, state, request.image().toString());
        if (state.known().adopted() && well && request.health().isPresent()) {
            state = Progress.health(step, state);
            if (state.gap().firstAt().isEmpty() && !step.isOver(state)) {
                return step.go(state, Duration.ofMillis(10));
            }
            well = state.gap().isGoodSince(Instant.MIN);
        }
        if (state.known().adopted() && well) {
            return step.end(state, Outcome.UNCHANGED, request.title() + " runs this image already");
        }
        step.outside().health().stop(request.id());
        return step.go(state.withGap(Gap.NONE).enter(Phase.PULL, step.now(), 0));
    }

    private static Found found(RollOut state, List<ComposeContainer> before) {
        String wanted = state.request().image().toString();
        String image = before.isEmpty() ? "" : before.get(0).image();
        Optional<ServiceLabels> labels = before.stream().findFirst().flatMap(ComposeContainer::record);
        Version previous = new Version(image, labels.flatMap(own -> own.get(ServiceLabels.COMMIT)));
        boolean well = !before.isEmpty() && isWell(before, state, image);
        Optional<Version> good = well && !Version.same(image, wanted)
                ? Optional.of(previous)
                : labels.flatMap(ServiceLabels::lastGood).filter(version -> !Version.same(version.image(), wanted));
        Duration settle = state.request().limits().settle();
        return new Found(
                state.request().service(),
                state.request().image().digest().orElseThrow(),
                image,
                previous,
                good,
                settle.compareTo(SETTLE) > 0 ? settle : SETTLE,
                Version.same(image, wanted),
                ServiceView.DEFAULT_FAILURE_ACTION);
    }

    private Advance update(RollOut state) throws IOException, InterruptedException {
        if (!clients.isUnderWay(state.request().id()) && !isOurs(state)) {
            Optional<Guards.Objection> superseded = step.guards().superseded(state.request());
            if (superseded.isPresent()) {
                return step.end(state, superseded.get());
            }
        }
        ClientRuns.Look look = up(state, state.request().image().toString());
        if (!look.ended()) {
            return step.go(state, PACE);
        }
        if (look.trouble().isEmpty()) {
            step.say(state.request().title() + " brought up with "
                    + state.request().image());
            return step.go(state.enter(Phase.FOLLOW, step.now(), 0));
        }
        IOException trouble = look.trouble().get();
        if (Passing.is(trouble) && !step.isOver(state)) {
            return again(state, trouble);
        }
        String reason = "cannot deploy the compose project " + state.request().title() + ": " + trouble.getMessage();
        return isOurs(state)
                ? begin(state, Failure.of(Fault.UNKNOWN, reason))
                : step.end(state, Outcome.FAILED, reason + "; its containers were not touched");
    }

    /** Whether a container was made by this roll-out. */
    private boolean isOurs(RollOut state) throws EngineException, InterruptedException {
        return containers(step.engine(), state).stream().anyMatch(one -> one.labels()
                .path(ServiceLabels.REQUEST)
                .asText()
                .equals(state.request().id()));
    }

    private ClientRuns.Look up(RollOut state, String image) throws InterruptedException {
        ServiceRequest request = state.request();
        ClientRun run = ClientRun.compose(
                request.service(),
                state.project().orElseThrow().file(),
                override(state, image),
                image,
                request.limits().total());
        ClientRuns.Look look = clients.look(request.id(), request.host(), run, PACE);
        look.lines().forEach(step::say);
        return look;
    }

    private Advance again(RollOut state, IOException trouble) {
        return step.again(step.say(
                state, "client", trouble.getMessage() + "; trying again until " + Times.clock(state.deadline())));
    }

    /** Our labels on the members' containers, the only place for them here. */
    private static ObjectNode override(RollOut state, String image) {
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        if (image.equals(state.request().image().toString())) {
            ServiceLabels.describe(spec, state.request(), state.known());
        } else {
            ServiceLabels.describe(
                    spec,
                    state.request(),
                    state.known(),
                    state.known().lastGood().orElseThrow(),
                    state.failure().orElseThrow());
        }
        return state.project().orElseThrow().file().projectOverride((ObjectNode) spec.path("Labels"));
    }

    private Advance follow(RollOut state) throws IOException, InterruptedException {
        Seen seen = look(state, state.request().image().toString());
        if (seen.failure().isPresent()) {
            return begin(seen.state(), seen.failure().get());
        }
        return seen.settled()
                ? step.end(
                        seen.state(),
                        Outcome.LIVE,
                        state.request().title() + " runs " + state.request().image())
                : step.go(seen.state(), PACE);
    }

    /** What one look at the containers came to. */
    private record Seen(RollOut state, boolean settled, Optional<Failure> failure) {}

    /** Whether all members have run an image for as long as they have to, and health answers. */
    private Seen look(RollOut before, String image) throws EngineException, InterruptedException {
        List<ComposeContainer> all = containers(step.engine(), before);
        Optional<ComposeContainer> failed = all.stream()
                .filter(one -> Version.same(one.image(), image) && one.hasFailed())
                .findFirst();
        if (failed.isPresent()) {
            return new Seen(before, false, Optional.of(failed.get().failure(step.engine())));
        }
        RollOut state = Progress.health(step, before);
        Optional<Instant> wellSince = isWell(all, state, image)
                ? state.watched().running().or(() -> Optional.of(step.seenBy()))
                : Optional.empty();
        state = state.withWatched(state.watched().withRunning(wellSince, ""));
        boolean settled = wellSince
                .map(since -> !since.plus(before.known().settle()).isAfter(step.now()))
                .orElse(false);
        boolean answers = state.request().health().isEmpty()
                || wellSince.map(state.gap()::isGoodSince).orElse(false);
        if (settled && answers) {
            return new Seen(state, true, Optional.empty());
        }
        boolean silent = settled
                && wellSince.get().plus(state.request().health().get().within()).isBefore(step.now());
        if (silent) {
            return new Seen(
                    state,
                    false,
                    Optional.of(Failure.of(
                            Fault.HEALTH_CHECK,
                            state.request().health().get().url() + " does not answer as it should"
                                    + state.gap()
                                            .lastError()
                                            .map(error -> ": " + error)
                                            .orElse(""))));
        }
        return new Seen(
                state,
                false,
                step.isOver(state)
                        ? Optional.of(Failure.of(
                                Fault.TIME_OUT,
                                "it did not run within "
                                        + Times.label(state.request().limits().total())))
                        : Optional.empty());
    }

    /** Gives the new version up. */
    private Advance begin(RollOut state, Failure failure) {
        step.say(state.request().title() + " is bad: " + failure.reason());
        failure.log().forEach(line -> step.say("  | " + line));
        RollOut next = state.withFailure(failure);
        if (state.known().lastGood().isEmpty()) {
            return step.end(next, Outcome.FAILED, failure.reason() + "; nothing is known to have run well before");
        }
        step.say("going back to " + state.known().lastGood().get().label());
        return step.go(
                next.withDeadline(step.now().plus(state.request().limits().total()))
                        .enter(Phase.BACK, step.now(), 0));
    }

    private Advance back(RollOut state) throws InterruptedException {
        Version good = state.known().lastGood().orElseThrow();
        ClientRuns.Look look = up(state, good.image());
        if (!look.ended()) {
            return step.go(state, PACE);
        }
        if (look.trouble().isEmpty()) {
            return step.go(state.enter(Phase.PROVE, step.now(), 0));
        }
        IOException trouble = look.trouble().get();
        if (Passing.is(trouble) && !step.isOver(state)) {
            return again(state, trouble);
        }
        return step.end(
                state,
                Outcome.FAILED,
                state.failure().orElseThrow().reason() + "; it could not be put back to " + good.label() + ": "
                        + trouble.getMessage());
    }

    private Advance prove(RollOut state) throws EngineException, InterruptedException {
        Version good = state.known().lastGood().orElseThrow();
        String reason = state.failure().orElseThrow().reason();
        Seen seen = look(state, good.image());
        if (seen.failure().isPresent()) {
            return step.end(
                    seen.state(),
                    Outcome.FAILED,
                    reason + "; it went back to " + good.label() + ", but that is bad too: "
                            + seen.failure().get().reason());
        }
        return seen.settled()
                ? step.end(seen.state(), Outcome.ROLLED_BACK, reason + "; " + good.label() + " runs again")
                : step.go(seen.state(), PACE);
    }

    private static List<ComposeContainer> containers(Engine engine, RollOut state)
            throws EngineException, InterruptedException {
        return ComposeContainer.of(
                engine,
                state.request().service(),
                state.project().orElseThrow().file().members());
    }

    private static boolean isWell(List<ComposeContainer> all, RollOut state, String image) {
        Predicate<String> runs =
                member -> all.stream().anyMatch(one -> one.member().equals(member) && one.isWell());
        return state.project().orElseThrow().file().members().stream().allMatch(runs)
                && all.stream().allMatch(one -> one.isWell() && Version.same(one.image(), image));
    }
}
