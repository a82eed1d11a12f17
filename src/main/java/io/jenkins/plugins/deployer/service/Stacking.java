package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.host.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Rolls out a stack: its members are inspected, one {@code docker stack deploy} changes or creates them all, and then each
 * is followed as any service is. The client's run is part of the phase UPDATE. A process that finds that phase saved does not
 * know whether an earlier one's client came to its end, so it runs it again, which changes nothing of what is done already;
 * unless a member failed meanwhile, which must not be rolled out twice.
 */
final class Stacking {
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final RollOutMachine machine;
    private final Step step;
    private final ClientRuns clients;

    Stacking(RollOutMachine machine, Step step, ClientRuns clients) {
        this.machine = machine;
        this.step = step;
        this.clients = clients;
    }

    Advance advance(RollOut whole) throws IOException, InterruptedException {
        return switch (whole.phase()) {
            case INSPECT, PULL -> prepare(whole);
            case UPDATE -> deploy(whole);
            case FOLLOW, BACK, PROVE -> follow(whole);
            case ENDED -> step.go(whole);
        };
    }

    /** The first states of the members; what was given is gone on with. */
    private static List<RollOut> members(RollOut whole) {
        Project project = whole.project().orElseThrow();
        if (!project.members().isEmpty()) {
            return project.members();
        }
        return project.file().members().stream()
                .map(member ->
                        RollOut.begin(whole.request().asMember(UUID.randomUUID().toString(), member)))
                .toList();
    }

    /** Until every member is where the stack is to be deployed. */
    private Advance prepare(RollOut begun) throws InterruptedException {
        RollOut whole = withMembers(begun, members(begun));
        Round round = round(whole, Stacking::isPrepared);
        RollOut next = withMembers(whole, round.members());
        if (round.members().stream().anyMatch(Stacking::isPrepared)) {
            return step.go(next, round.after());
        }
        boolean waits = next.project().orElseThrow().members().stream().anyMatch(Stacking::waits);
        return waits && !isRefused(next)
                ? step.go(found(next).enter(Phase.UPDATE, step.now(), 0))
                : follow(next.enter(Phase.FOLLOW, step.now(), 0));
    }

    /** Whether a member is still inspected, or its image pulled. */
    private static boolean isPrepared(RollOut member) {
        return member.phase() == Phase.INSPECT || member.phase() == Phase.PULL;
    }

    private static boolean waits(RollOut member) {
        return member.phase() == Phase.UPDATE;
    }

    /** Whether something forbids the change: one member's verdict is that of the stack. */
    private static boolean isRefused(RollOut whole) {
        return whole.project().orElseThrow().members().stream()
                .anyMatch(member -> member.phase() == Phase.BACK
                        || member.phase() == Phase.PROVE
                        || member.ending()
                                .map(ending -> !ending.outcome().isGood())
                                .orElse(false));
    }

    private Advance deploy(RollOut begun) throws IOException, InterruptedException {
        String id = begun.request().id();
        RollOut whole = begun;
        if (!clients.isUnderWay(id)) {
            Round round = round(whole, Stacking::waits);
            whole = withMembers(whole, round.members());
            if (round.members().stream().anyMatch(Stacking::isPrepared)) {
                return step.go(whole.enter(Phase.INSPECT, step.now(), 0));
            }
            if (isRefused(whole) || hasFailed(whole)) {
                return follow(whole.enter(Phase.FOLLOW, step.now(), 0));
            }
        }
        ServiceRequest request = whole.request();
        ClientRuns.Look look = clients.look(id, request.host(), run(whole), MOMENT);
        look.lines().forEach(step::say);
        if (!look.ended()) {
            return step.go(whole, MOMENT);
        }
        step.watch().changed();
        if (look.trouble().isEmpty()) {
            step.say(request.title() + " deployed with " + request.image());
            return step.go(withMembers(whole, followed(whole, member -> true)).enter(Phase.FOLLOW, step.now(), 0));
        }
        return failed(whole, look.trouble().get());
    }

    /** Whether a member that an earlier process changed has failed since. */
    private boolean hasFailed(RollOut whole) throws EngineException, InterruptedException {
        for (RollOut member : whole.project().orElseThrow().members()) {
            Optional<ServiceLook> look = member.phase() == Phase.FOLLOW ? step.lookNow(member) : Optional.empty();
            String image = "@" + member.found().map(Found::digest).orElse("");
            if (look.isPresent()
                    && !look.get().failed(image, member.watched().base()).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private Advance failed(RollOut whole, IOException e) throws IOException, InterruptedException {
        if (Passing.is(e) && !step.isOver(whole)) {
            return step.again(step.say(
                    whole,
                    "client",
                    e.getMessage() + "; deploying the stack is tried again until " + Times.clock(whole.deadline())));
        }
        String reason = "cannot deploy the stack " + whole.request().title() + ": " + e.getMessage();
        List<String> changed = new ArrayList<>();
        for (RollOut member : whole.project().orElseThrow().members()) {
            boolean ours = step.lookNow(member)
                    .flatMap(look -> look.service().labels().get(ServiceLabels.REQUEST))
                    .equals(Optional.of(member.request().id()));
            if (ours) {
                changed.add(member.request().id());
            }
        }
        RollOut next = whole.withFailure(Failure.of(Fault.UNKNOWN, reason));
        List<RollOut> members =
                followed(next, member -> changed.contains(member.request().id()));
        return follow(withMembers(next, members).enter(Phase.FOLLOW, step.now(), 0));
    }

    private List<RollOut> followed(RollOut whole, Predicate<RollOut> which) {
        return whole.project().orElseThrow().members().stream()
                .map(member -> waits(member) && which.test(member)
                        ? member.enter(
                                Phase.FOLLOW, step.now(), member.watched().base())
                        : member)
                .toList();
    }

    private static ClientRun run(RollOut whole) {
        ServiceRequest request = whole.request();
        Project project = whole.project().orElseThrow();
        Map<String, ObjectNode> labels = new LinkedHashMap<>();
        for (RollOut member : project.members()) {
            ObjectNode spec = JsonNodeFactory.instance.objectNode();
            ServiceLabels.describe(spec, member.request(), member.known());
            labels.put(member.request().service().substring(request.service().length() + 1), (ObjectNode)
                    spec.get("Labels"));
        }
        return ClientRun.stack(
                request.service(),
                project.file(),
                project.file().stackOverride(labels),
                request.image().toString(),
                request.limits().total());
    }

    /** Until every member has ended that was changed. */
    private Advance follow(RollOut whole) throws InterruptedException {
        Round round = round(whole, Stacking::isFollowed);
        RollOut next = withMembers(whole, round.members());
        return round.members().stream().anyMatch(Stacking::isFollowed)
                ? step.go(next, round.after())
                : end(found(next));
    }

    private static boolean isFollowed(RollOut member) {
        return member.phase() == Phase.FOLLOW || member.phase() == Phase.BACK || member.phase() == Phase.PROVE;
    }

    private Advance end(RollOut whole) {
        StackEnding ending = StackEnding.of(
                whole.project().orElseThrow().members(),
                whole.failure(),
                whole.request().title());
        RollOut last = ending.failure().map(whole::withFailure).orElse(whole).withGap(ending.gap());
        return step.end(last, ending.outcome(), ending.reason());
    }

    /** What the first member ran stands for what the stack ran. */
    private static RollOut found(RollOut whole) {
        return whole.project().orElseThrow().members().stream()
                .flatMap(member -> member.found().stream())
                .findFirst()
                .map(whole::withFound)
                .orElse(whole);
    }

    /** What one advance of some members came to. */
    private record Round(List<RollOut> members, Duration after) {}

    private Round round(RollOut whole, Predicate<RollOut> which) throws InterruptedException {
        List<RollOut> members = new ArrayList<>();
        Duration after = Duration.ofSeconds(1);
        for (RollOut member : whole.project().orElseThrow().members()) {
            if (!which.test(member)) {
                members.add(member);
                continue;
            }
            Advance advance = machine.advance(member);
            members.add(advance.next());
            advance.log().forEach(step::say);
            after = advance.after().compareTo(after) < 0 ? advance.after() : after;
        }
        return new Round(members, after);
    }

    private static RollOut withMembers(RollOut whole, List<RollOut> members) {
        return whole.withProject(whole.project().orElseThrow().withMembers(members));
    }
}
