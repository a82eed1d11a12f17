package io.jenkins.plugins.deployer.jenkins.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.plan.SavedPlan;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.RunProgress;
import io.jenkins.plugins.deployer.report.RunProgress.End;
import io.jenkins.plugins.deployer.report.RunProgress.State;
import io.jenkins.plugins.deployer.report.RunProgress.Target;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the record of a run as people want to see it: each task of its plans, and what came of it. */
public final class Progress {
    private final RunRecord record;
    private final End end;

    private Progress(RunRecord record, End end) {
        this.record = record;
        this.end = end;
    }

    /** @param end how the run ended, if it has */
    public static RunProgress of(RunRecord record, End end) {
        return new Progress(record, end).read();
    }

    private RunProgress read() {
        Optional<RunProgress.What> what = Optional.empty();
        Optional<String> rules = Optional.empty();
        Map<String, RunProgress.Build> builds = new LinkedHashMap<>();
        List<Target> deployments = new ArrayList<>();
        List<Target> ifMerged = new ArrayList<>();
        for (RunRecord.Planned planned : record.plans()) {
            what = what(planned.json());
            rules = Optional.of(planned.revision()).filter(revision -> !revision.isBlank());
            for (JsonNode task : planned.json().path("builds")) {
                builds.put(task.path("key").asText(), build(task));
            }
            planned.json().path("deployments").forEach(task -> deployments.add(target(task, true)));
            planned.ifMerged()
                    .ifPresent(plan -> plan.path("deployments").forEach(task -> ifMerged.add(target(task, false))));
        }
        return new RunProgress(what, rules, record.trouble(), List.copyOf(builds.values()), deployments, ifMerged, end);
    }

    private static Optional<RunProgress.What> what(JsonNode plan) {
        try {
            Revision revision = SavedPlan.read(plan).revision();
            return Optional.of(new RunProgress.What(revision.repository(), revision.head(), revision.commit()));
        } catch (IllegalArgumentException e) {
            // Of another version.
            return Optional.empty();
        }
    }

    private RunProgress.Build build(JsonNode task) {
        BuildKey key = new BuildKey(task.path("key").asText());
        Optional<BuildEffort> effort = Optional.ofNullable(record.efforts().get(key));
        return new RunProgress.Build(
                task.path("title").asText(),
                task.path("architecture").asText(),
                effort.map(this::state).orElseGet(() -> notBegun(key)),
                effort.flatMap(one -> one.ended().map(ended -> Duration.between(one.began(), ended)))
                        .map(time -> time.isNegative() ? Duration.ZERO : time),
                effort.flatMap(BuildEffort::problem),
                effort.flatMap(BuildEffort::log));
    }

    private State notBegun(BuildKey key) {
        if (record.built().containsKey(key)) {
            return State.REUSED;
        }
        return end == End.NOT_YET ? State.WAITING : State.NOT_MADE;
    }

    /** What is not pushed, as of a change request, ends without an image. */
    private State state(BuildEffort effort) {
        if (effort.ended().isEmpty()) {
            return end == End.NOT_YET ? State.BUILDING : State.STOPPED;
        }
        return effort.problem().isPresent() ? State.FAILED : State.BUILT;
    }

    private Target target(JsonNode task, boolean isWanted) {
        ServiceOnHost service = new ServiceOnHost(
                kind(task.path("kind").asText()),
                task.path("name").asText(),
                task.path("host").asText());
        return new Target(
                service,
                Optional.ofNullable(task.path("image").textValue()),
                url(task),
                isWanted ? last(task) : Optional.empty());
    }

    private Optional<Deployment> last(JsonNode task) {
        return record.deployments().stream()
                .filter(deployment -> isOf(task, deployment.service()))
                .reduce((first, second) -> second);
    }

    /** A step that was refused does not know the kind of what it named. */
    private static boolean isOf(JsonNode task, ServiceOnHost service) {
        return task.path("name").asText().equals(service.name())
                && task.path("host").asText().equals(service.host());
    }

    private static ServiceOnHost.Kind kind(String label) {
        return Arrays.stream(ServiceOnHost.Kind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElse(ServiceOnHost.Kind.SERVICE);
    }

    private static Optional<URI> url(JsonNode task) {
        try {
            return Optional.ofNullable(task.path("url").textValue()).map(URI::create);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
