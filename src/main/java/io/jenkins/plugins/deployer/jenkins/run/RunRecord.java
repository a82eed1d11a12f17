package io.jenkins.plugins.deployer.jenkins.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.PlanJson;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.DeploymentJson;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one run planned, built, published and deployed. Each fact is kept once: told again, as after a restart, it takes
 * the place of what was known.
 *
 * <p>This is saved in the run's {@code build.xml}, so its fields are texts, lists and maps and nothing else. Fields are
 * only ever added, never renamed, and may be missing in a file of an older version. A list or map is never changed once
 * a field has it: the run may be saved by another thread at any moment. Safe for use by several threads.
 */
public final class RunRecord {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String RESOURCE = "resource";
    private static final String REVISION = "revision";
    private static final String PLAN = "plan";
    private static final String IF_MERGED = "ifMerged";

    /** JSON objects: {@code resource} of the rules, their {@code revision}, the {@code plan}, and that {@code ifMerged}. */
    private volatile List<String> plans = new ArrayList<>();

    /** Build keys to images by digest. */
    private volatile Map<String, String> built = new LinkedHashMap<>();

    /** Names with a tag to images by digest. */
    private volatile Map<String, String> published = new LinkedHashMap<>();

    /** JSON as of {@link DeploymentJson}. */
    private volatile List<String> deployments = new ArrayList<>();

    /** Build keys to JSON as of {@link BuildEffort}. */
    private volatile Map<String, String> efforts = new LinkedHashMap<>();

    /** Null if nobody asked for a plan; otherwise empty, or why there can be none, as older versions wrote it. */
    private volatile String trouble;

    /** Rules files to why there can be no plan by them; the one that is configured has no name. */
    private volatile Map<String, String> troubles = new LinkedHashMap<>();

    /** What was told of the run elsewhere: by whom, and what they must remember of it. */
    private volatile Map<String, String> told = new LinkedHashMap<>();

    /** Ids of deployments to the Slack channels that are told of them. */
    private volatile Map<String, String> slack = new LinkedHashMap<>();

    /**
     * A plan of the run, and the rules that asked for it.
     *
     * @param resource which rules file, if the Pipeline named one
     * @param revision of the rules
     * @param json as of {@link PlanJson}
     * @param ifMerged the same for what merging a change request would ask for
     */
    public record Planned(Optional<String> resource, String revision, JsonNode json, Optional<JsonNode> ifMerged) {}

    /** Notes that a plan is being made by a rules file. */
    synchronized void beginPlan(Optional<String> resource) {
        trouble = "";
        Map<String, String> others = new LinkedHashMap<>(some(troubles));
        others.remove(resource.orElse(""));
        troubles = others;
    }

    /** Keeps why there can be no plan by a rules file. */
    synchronized void addTrouble(Optional<String> resource, String sentence) {
        beginPlan(resource);
        troubles = with(troubles, resource.orElse(""), sentence);
    }

    /** Keeps a plan; the one made before by the same rules file is forgotten. */
    synchronized void add(Optional<String> resource, String revision, Plan plan, Optional<Plan> ifMerged) {
        ObjectNode entry = JSON.createObjectNode();
        resource.ifPresent(name -> entry.put(RESOURCE, name));
        entry.put(REVISION, revision).set(PLAN, PlanJson.of(plan));
        ifMerged.ifPresent(merged -> entry.set(IF_MERGED, PlanJson.of(merged)));
        List<String> all = new ArrayList<>(some(plans));
        all.removeIf(text ->
                resource.equals(parse(text).flatMap(known -> planned(known).resource())));
        all.add(entry.toString());
        plans = all;
        beginPlan(resource);
    }

    /** Keeps how far a build has come; an earlier attempt is forgotten. */
    synchronized void add(BuildKey key, BuildEffort effort) {
        efforts = with(efforts, key.hex(), effort.toJson().toString());
    }

    /** Keeps what somebody who told of the run elsewhere has to remember. */
    synchronized void addTold(String by, String what) {
        told = with(told, by, what);
    }

    /** Keeps the Slack channel that is told of a deployment. */
    synchronized void addSlack(String deployment, String channel) {
        slack = with(slack, deployment, channel);
    }

    /** Keeps where a build is, made by this run or used again. */
    synchronized void addBuilt(BuildKey key, ImageName image) {
        built = with(built, key.hex(), byDigest(image));
    }

    /** Keeps what was published as a name. */
    synchronized void addPublished(ImageName name, ImageName image) {
        if (name.tag().isEmpty()) {
            throw new IllegalArgumentException("Images are published under a tag, not as " + name);
        }
        published = with(published, name.toString(), byDigest(image));
    }

    /**
     * Keeps a deployment; an earlier one of the same id is forgotten.
     *
     * @return whether there was none
     */
    synchronized boolean add(Deployment deployment) {
        List<String> all = new ArrayList<>(some(deployments));
        int before = all.size();
        all.removeIf(text -> parse(text)
                .filter(json -> deployment.id().equals(json.path("id").asText()))
                .isPresent());
        boolean isNew = all.size() == before;
        all.add(DeploymentJson.of(deployment).toString());
        deployments = all;
        return isNew;
    }

    /** The plans, one for each rules file that was asked, the newest last. */
    public List<Planned> plans() {
        return some(plans).stream()
                .flatMap(text -> parse(text).stream())
                .map(RunRecord::planned)
                .toList();
    }

    /** Why there can be no plan by some rules file, in sentences; empty if there is one by each, or will be. */
    public Optional<String> trouble() {
        return Stream.concat(Stream.ofNullable(trouble), some(troubles).values().stream())
                .filter(sentence -> !sentence.isEmpty())
                .distinct()
                .reduce((first, second) -> first + "; " + second);
    }

    /** Whether a plan was ever asked for. */
    public boolean wantsPlan() {
        return trouble != null || !some(plans).isEmpty();
    }

    /** The builds that were begun, and how far they have come. */
    public Map<BuildKey, BuildEffort> efforts() {
        Map<BuildKey, BuildEffort> all = new LinkedHashMap<>();
        some(efforts)
                .forEach((key, text) ->
                        parse(text).flatMap(BuildEffort::read).ifPresent(effort -> all.put(new BuildKey(key), effort)));
        return all;
    }

    /** What somebody who told of the run elsewhere has to remember. */
    public Optional<String> told(String by) {
        return Optional.ofNullable(some(told).get(by));
    }

    /** The Slack channel that is told of a deployment; empty if none is. */
    public Optional<String> slack(String deployment) {
        return Optional.ofNullable(some(slack).get(deployment));
    }

    /** Where the builds are, by digest. */
    public Map<BuildKey, ImageName> built() {
        Map<BuildKey, ImageName> images = new LinkedHashMap<>();
        some(built).forEach((key, image) -> images.put(new BuildKey(key), ImageName.parse(image)));
        return images;
    }

    /** What was published: names with their tag, and what they then stood for, by digest. */
    public Map<ImageName, ImageName> published() {
        Map<ImageName, ImageName> images = new LinkedHashMap<>();
        some(published).forEach((name, image) -> images.put(ImageName.parse(name), ImageName.parse(image)));
        return images;
    }

    /** The deployments in the order they ended; one that a newer version wrote in a form unknown here is left out. */
    public List<Deployment> deployments() {
        List<Deployment> all = new ArrayList<>();
        for (String text : some(deployments)) {
            try {
                parse(text).map(DeploymentJson::read).ifPresent(all::add);
            } catch (IllegalArgumentException e) {
                continue;
            }
        }
        return List.copyOf(all);
    }

    /** The deployments as JSON, whatever version wrote them. */
    List<JsonNode> deploymentsJson() {
        return some(deployments).stream().flatMap(text -> parse(text).stream()).toList();
    }

    private static Planned planned(JsonNode entry) {
        return new Planned(
                Optional.ofNullable(entry.path(RESOURCE).textValue()),
                entry.path(REVISION).asText(),
                entry.path(PLAN),
                Optional.of(entry.path(IF_MERGED)).filter(JsonNode::isObject));
    }

    private static String byDigest(ImageName image) {
        if (image.digest().isEmpty()) {
            throw new IllegalArgumentException("An image is recorded by its digest, not as " + image);
        }
        return image.withDigest(image.digest().get()).toString();
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> copy = map == null ? new LinkedHashMap<>() : new LinkedHashMap<>(map);
        copy.put(name, value);
        return copy;
    }

    /** A field that the file did not have is null. */
    private static List<String> some(List<String> list) {
        return list == null ? List.of() : list;
    }

    private static Map<String, String> some(Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    /** Whatever somebody damaged in the file is as if it had not been there. */
    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
