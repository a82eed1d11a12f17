package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.InputWriter;
import io.jenkins.plugins.deployer.process.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Deploys a compose project on an engine without Swarm: {@code docker compose up} makes the change, and undoes it when
 * the new containers fail. Nobody goes on with it after a crash; the same request again does, because what to go back
 * to stands in the containers' labels. Needs the docker client with its compose plugin. Blocks the calling thread.
 */
public final class ComposeDeployment {
    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration PROBE = Duration.ofSeconds(30);

    private final Surroundings outside;
    private final RollOuts.Diary diary;
    private final Map<String, String> client;
    private final Pulls pulls;

    /** @param client what the docker client needs in its environment to reach the host's engine */
    public ComposeDeployment(Surroundings outside, RollOuts.Diary diary, Map<String, String> client) {
        this.outside = Objects.requireNonNull(outside);
        this.diary = Objects.requireNonNull(diary);
        this.client = Map.copyOf(client);
        this.pulls = new Pulls(outside.logins(), outside.pulls());
    }

    /**
     * Brings the project to the image, or back.
     *
     * @param request its service is the project's name
     * @return the last state
     * @throws IOException if the docker client, its plugin or the engine cannot do it; the message says what is changed
     */
    public RollOut deploy(ServiceRequest request, ComposeFile file) throws IOException, InterruptedException {
        checkPlugin();
        RollOut begun = RollOut.begin(
                request.image().digest().isPresent()
                        ? request
                        : request.withDigest(outside.digests().digest(request.image())));
        Engine engine = outside.engines().engine(request.host());
        List<ComposeContainer> before = ComposeContainer.of(engine, request.service(), file.members());
        RollOut state = begun.withFound(found(begun, file, before));
        if (state.known().adopted()
                && isWell(before, file, state.request().image().toString())
                && answers(state)) {
            return end(state, Outcome.UNCHANGED, request.title() + " runs this image already");
        }
        state = guardAndPull(state.enter(Phase.PULL, now(), 0), engine);
        if (state.isEnded()) {
            return state;
        }
        diary.save(state);
        up(state, file, state.request().image().toString());
        state = state.enter(Phase.FOLLOW, now(), 0);
        Optional<Failure> failure =
                watch(state, file, engine, state.request().image().toString());
        return failure.isEmpty()
                ? end(
                        state,
                        Outcome.LIVE,
                        request.title() + " runs " + state.request().image())
                : back(state.withFailure(failure.get()), file, engine);
    }

    private void checkPlugin() throws IOException, InterruptedException {
        Command version = Command.of("docker", "compose", "version").withEnvironment(client);
        if (!new Runner(PROBE).capture(version, 64 * 1024).succeeded()) {
            throw new ServiceException(
                    "the docker client here has no \"compose\"; install its plugin (docker-compose-plugin,"
                            + " docker-compose-v2), or run the project as a stack of a Swarm");
        }
    }

    private Found found(RollOut state, ComposeFile file, List<ComposeContainer> before) {
        String wanted = state.request().image().toString();
        String image = before.isEmpty() ? "" : before.get(0).image();
        Optional<ServiceLabels> labels = before.stream().findFirst().flatMap(ComposeContainer::record);
        Version previous = new Version(image, labels.flatMap(own -> own.get(ServiceLabels.COMMIT)));
        boolean well = !before.isEmpty() && isWell(before, file, image);
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

    private RollOut guardAndPull(RollOut begun, Engine engine) throws IOException, InterruptedException {
        RollOut state = begun;
        while (state.phase() == Phase.PULL) {
            state = take(new Pulling(step(engine)).advance(state));
        }
        if (state.isEnded()) {
            return state;
        }
        Optional<Advance> superseded = new Guards(step(engine)).superseded(state);
        return superseded.isPresent() ? take(superseded.get()) : state;
    }

    private Step step(Engine engine) {
        Step step = new Step(outside, new HostWatch(outside.clock()), pulls);
        step.meet(engine);
        return step;
    }

    private RollOut take(Advance advance) throws InterruptedException {
        advance.log().forEach(line -> diary.log(advance.next().request(), line));
        diary.save(advance.next());
        Thread.sleep(advance.after().toMillis());
        return advance.next();
    }

    private void up(RollOut state, ComposeFile file, String image) throws IOException, InterruptedException {
        ServiceRequest request = state.request();
        Path override = Files.createTempFile("deployer-", ".json");
        try {
            Files.writeString(override, override(state, file, image).toString());
            Path given = file.file().toAbsolutePath();
            Command command = Command.of("docker", "compose", "--project-name", request.service())
                    .with("--file", given.toString(), "--file", override.toString())
                    .with("up", "--detach", "--no-build", "--pull", "missing")
                    .withEnvironment(client)
                    .withEnvironment("IMAGE", image)
                    .in(Optional.ofNullable(given.getParent()).orElse(Path.of("/")));
            new Runner(request.limits().total())
                    .follow(command, InputWriter.NOTHING, line -> diary.log(request, line))
                    .orFail("cannot deploy the compose project " + request.title());
        } catch (CommandException e) {
            throw new ServiceException(e.getMessage(), e);
        } finally {
            Files.deleteIfExists(override);
        }
    }

    /** Our labels on the members' containers, the only place for them here. */
    private static ObjectNode override(RollOut state, ComposeFile file, String image) {
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        boolean forward = image.equals(state.request().image().toString());
        if (forward) {
            ServiceLabels.describe(spec, state.request(), state.known());
        } else {
            ServiceLabels.describe(
                    spec,
                    state.request(),
                    state.known(),
                    state.known().lastGood().orElseThrow(),
                    state.failure().orElseThrow());
        }
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        file.version().ifPresent(version -> root.put("version", version));
        ObjectNode services = root.putObject("services");
        file.members().forEach(member -> {
            ObjectNode labels = services.putObject(member).putObject("labels");
            spec.path("Labels")
                    .properties()
                    .forEach(label ->
                            labels.put(label.getKey(), label.getValue().asText().replace("$", "$$")));
        });
        return root;
    }

    /** Until all members have run an image for as long as they have to, and health answers. */
    private Optional<Failure> watch(RollOut state, ComposeFile file, Engine engine, String image)
            throws IOException, InterruptedException {
        Instant deadline = now().plus(state.request().limits().total());
        Optional<Instant> wellSince = Optional.empty();
        while (true) {
            List<ComposeContainer> all =
                    ComposeContainer.of(engine, state.request().service(), file.members());
            Optional<ComposeContainer> failed = all.stream()
                    .filter(one -> Version.same(one.image(), image) && one.hasFailed())
                    .findFirst();
            if (failed.isPresent()) {
                return Optional.of(failed.get().failure(engine));
            }
            boolean well = isWell(all, file, image);
            wellSince = well ? wellSince.or(() -> Optional.of(now())) : Optional.empty();
            boolean settled = wellSince
                    .map(since -> !since.plus(state.known().settle()).isAfter(now()))
                    .orElse(false);
            if (settled && answers(state)) {
                return Optional.empty();
            }
            Instant patience = wellSince
                    .filter(since -> settled && state.request().health().isPresent())
                    .map(since -> since.plus(state.request().health().get().within()))
                    .orElse(deadline);
            if (now().isAfter(patience) || now().isAfter(deadline)) {
                return Optional.of(tooLong(state, settled));
            }
            Thread.sleep(PACE.toMillis());
        }
    }

    private static Failure tooLong(RollOut state, boolean settled) {
        return settled
                ? Failure.of(
                        Fault.HEALTH_CHECK,
                        state.request().health().orElseThrow().url() + " does not answer as it should")
                : Failure.of(
                        Fault.TIME_OUT,
                        "it did not run within "
                                + Times.label(state.request().limits().total()));
    }

    private static boolean isWell(List<ComposeContainer> all, ComposeFile file, String image) {
        Predicate<String> runs =
                member -> all.stream().anyMatch(one -> one.member().equals(member) && one.isWell());
        return file.members().stream().allMatch(runs)
                && all.stream().allMatch(one -> one.isWell() && Version.same(one.image(), image));
    }

    /** Whether the health address answered well the last time, asked anew. */
    private boolean answers(RollOut state) throws InterruptedException {
        if (state.request().health().isEmpty()) {
            return true;
        }
        String id = state.request().id();
        Instant patience = now().plus(Duration.ofSeconds(5));
        Gap seen = Gap.NONE;
        outside.health().stop(id);
        while (seen.requests() == 0 && now().isBefore(patience)) {
            seen = outside.health().seen(id, state.request().health().get(), Gap.NONE);
            Thread.sleep(20);
        }
        outside.health().stop(id);
        return seen.goodAt().isPresent() && seen.failing() == 0;
    }

    private RollOut back(RollOut state, ComposeFile file, Engine engine) throws IOException, InterruptedException {
        Failure failure = state.failure().orElseThrow();
        diary.log(state.request(), state.request().title() + " is bad: " + failure.reason());
        failure.log().forEach(line -> diary.log(state.request(), "  | " + line));
        if (state.known().lastGood().isEmpty()) {
            return end(state, Outcome.FAILED, failure.reason() + "; nothing is known to have run well before");
        }
        Version good = state.known().lastGood().get();
        RollOut back = state.enter(Phase.BACK, now(), 0);
        diary.save(back);
        diary.log(back.request(), "going back to " + good.label());
        up(back, file, good.image());
        Optional<Failure> again = watch(back, file, engine, good.image());
        return again.isEmpty()
                ? end(back, Outcome.ROLLED_BACK, failure.reason() + "; " + good.label() + " runs again")
                : end(
                        back,
                        Outcome.FAILED,
                        failure.reason() + "; it went back to " + good.label() + ", but that is bad too: "
                                + again.get().reason());
    }

    private RollOut end(RollOut state, Outcome outcome, String reason) {
        boolean own = state.failure().map(failure -> failure.fault().isOwn()).orElse(false);
        RollOut ended = state.withEnding(new Ending(outcome, reason, own, now()));
        outside.health().stop(state.request().id());
        diary.log(state.request(), outcome.label() + ": " + reason);
        diary.save(ended);
        return ended;
    }

    private Instant now() {
        return outside.clock().instant();
    }
}
