package io.jenkins.plugins.deployer.jenkins.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What the deployer did in a run: one action on each run that has to do with it. Programs read it at {@code
 * RUN/deployer/api/json}, or in the {@code actions} of the run's own.
 *
 * <p>What is added is saved before the method returns, so adding does I/O: never on the thread of a Pipeline program.
 * Safe for use by several threads.
 *
 * <p><b>Saved form.</b> In {@code build.xml} under the full names of this class and of {@link RunRecord}, which holds the
 * data as texts, lists and maps. No alias is registered. If a class ever moves, its old name is kept readable with
 * {@code Run.XSTREAM2.addCompatibilityAlias}.
 */
@ExportedBean(defaultVisibility = 2)
public final class DeployerRunAction implements RunAction2 {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private final RunRecord record = new RunRecord();
    private transient Run<?, ?> run;

    private DeployerRunAction(Run<?, ?> run) {
        this.run = run;
    }

    /** The action of a run; made now if it has none. Saved with the first thing that is added to it. */
    public static DeployerRunAction of(Run<?, ?> run) {
        synchronized (run) {
            DeployerRunAction known = run.getAction(DeployerRunAction.class);
            if (known != null) {
                return known;
            }
            DeployerRunAction action = new DeployerRunAction(run);
            run.addAction(action);
            return action;
        }
    }

    /** The action of a run; empty if the deployer did nothing in it. */
    public static Optional<DeployerRunAction> find(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(DeployerRunAction.class));
    }

    /** What is known. */
    public RunRecord record() {
        return record;
    }

    /**
     * Notes that a plan is being made.
     *
     * @param resource which rules file, if the Pipeline named one
     */
    public void beginPlan(Optional<String> resource) throws IOException {
        Telling.get().begin(run);
        record.beginPlan(resource);
        save();
    }

    /** Keeps why there can be no plan by that rules file, in a sentence. */
    public void addTrouble(Optional<String> resource, String sentence) throws IOException {
        record.addTrouble(resource, sentence);
        save();
    }

    /** Keeps a plan of which nothing else is known. */
    public void add(Optional<String> resource, String revision, Plan plan) throws IOException {
        add(resource, revision, plan, Optional.empty());
    }

    /**
     * Keeps a plan.
     *
     * @param resource which rules file, if the Pipeline named one
     * @param revision of the rules
     * @param ifMerged what merging a change request would ask for
     */
    public void add(Optional<String> resource, String revision, Plan plan, Optional<Plan> ifMerged) throws IOException {
        record.add(resource, revision, plan, ifMerged);
        save();
    }

    /**
     * Notes that a build is being made.
     *
     * @param log where people read its log
     */
    public void beginBuild(BuildKey key, Optional<URI> log) throws IOException {
        record.add(key, BuildEffort.begun(Instant.now(), log));
        save();
    }

    /** Notes that a build was made whose image is kept nowhere. */
    public void addMade(BuildKey key) throws IOException {
        Optional<BuildEffort> ended = endBuild(key);
        save();
        ended.ifPresent(effort -> tellBuilt(key, Optional.of(effort)));
    }

    /** Keeps why a build failed, even if it was made; in a sentence. Nothing if it was never begun. */
    public void addFailed(BuildKey key, String why) throws IOException {
        BuildEffort begun = record.efforts().get(key);
        if (begun != null) {
            BuildEffort failed = begun.failed(Instant.now(), why);
            record.add(key, failed);
            save();
            if (begun.problem().isEmpty()) {
                tellBuilt(key, Optional.of(failed));
            }
        }
    }

    /** Keeps what somebody who told of the run elsewhere has to remember; nothing if the run was deleted meanwhile. */
    public void addTold(String by, String what) throws IOException {
        record.addTold(by, what);
        if (run.getRootDir().isDirectory()) {
            run.save();
        }
    }

    /**
     * Notes that the rules allow a deployment, which is about to begin or to wait for its turn.
     *
     * @param slack the channel to tell
     */
    public void beginDeployment(String id, Optional<String> slack) throws IOException {
        Telling.get().begin(run);
        if (slack.isPresent()) {
            record.addSlack(id, slack.get());
            run.save();
        }
    }

    /**
     * Keeps where a build is, made by this run or used again.
     *
     * @param image by digest
     */
    public void addBuilt(BuildKey key, ImageName image) throws IOException {
        boolean isReused = !record.efforts().containsKey(key) && !record.built().containsKey(key);
        record.addBuilt(key, image);
        Optional<BuildEffort> ended = endBuild(key);
        save();
        if (isReused || ended.isPresent()) {
            tellBuilt(key, ended);
        }
    }

    /**
     * Keeps what was published.
     *
     * @param name with its tag
     * @param image by digest
     */
    public void addPublished(ImageName name, ImageName image) throws IOException {
        record.addPublished(name, image);
        save();
    }

    /** Keeps a deployment that ended. */
    public void add(Deployment deployment) throws IOException {
        Telling.get().begin(run);
        boolean isNew = record.add(deployment);
        save();
        if (isNew) {
            RunWatch.tell(watch -> watch.deployed(run, deployment));
        }
    }

    /** Empty if it has ended before, or was never begun. */
    private Optional<BuildEffort> endBuild(BuildKey key) {
        Optional<BuildEffort> ended = Optional.ofNullable(record.efforts().get(key))
                .filter(begun -> begun.ended().isEmpty())
                .map(begun -> begun.succeeded(Instant.now()));
        ended.ifPresent(effort -> record.add(key, effort));
        return ended;
    }

    private void tellBuilt(BuildKey key, Optional<BuildEffort> effort) {
        RunWatch.tell(watch -> watch.built(run, key, effort));
    }

    private void save() throws IOException {
        run.save();
        RunWatch.tell(watch -> watch.changed(run));
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
    }

    /** For programs: {@code [{resource, revision, plan}]}, as docs/json.md says. */
    @Exported
    public List<Map<String, Object>> getPlans() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (RunRecord.Planned planned : record.plans()) {
            Map<String, Object> plan = new LinkedHashMap<>();
            planned.resource().ifPresent(resource -> plan.put("resource", resource));
            plan.put("revision", planned.revision());
            plan.put("plan", JSON.convertValue(planned.json(), MAP));
            all.add(plan);
        }
        return all;
    }

    /** For programs: {@code [{key, image}]}. */
    @Exported
    public List<Map<String, String>> getBuilt() {
        return record.built().entrySet().stream()
                .map(build -> Map.of(
                        "key", build.getKey().hex(), "image", build.getValue().toString()))
                .toList();
    }

    /** For programs: {@code [{name, image}]}. */
    @Exported
    public List<Map<String, String>> getPublished() {
        return record.published().entrySet().stream()
                .map(image -> Map.of(
                        "name", image.getKey().toString(),
                        "image", image.getValue().toString()))
                .toList();
    }

    /** For programs: deployments as docs/json.md says. */
    @Exported
    public List<Map<String, Object>> getDeployments() {
        List<Map<String, Object>> all = new ArrayList<>();
        record.deploymentsJson().forEach(json -> all.add(JSON.convertValue(json, MAP)));
        return all;
    }

    public Api getApi() {
        return new Api(this);
    }

    /** {@code null}, which shows no link, while there is nothing to see. */
    @Override
    public String getIconFileName() {
        return record.plans().isEmpty() && record.deployments().isEmpty() ? null : "symbol-deployer plugin-deployer";
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** For the page: what there is to see now. */
    public RunPage getPage() {
        return new RunPage(run, record);
    }

    @Override
    public String getDisplayName() {
        return "Deployer";
    }

    @Override
    public String getUrlName() {
        return "deployer";
    }
}
