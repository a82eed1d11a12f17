package io.jenkins.plugins.deployer.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.Examples;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.PlanJson;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunRecordTest {
    private static final ImageName LIVE = ImageName.parse("ocurrent/base-images:live");
    private static final ImageName OLD = LIVE.withDigest("sha256:" + "0".repeat(64));
    private static final ImageName NEW = LIVE.withDigest("sha256:" + "1".repeat(64));
    private static final BuildKey KEY = new BuildKey("a".repeat(64));

    private final RunRecord record = new RunRecord();

    @Test
    void a_plan_made_again_takes_the_place_of_the_first() {
        record.add(Optional.empty(), "one", plan("branch"), Optional.empty());
        record.add(Optional.of("deployer/mirage.yaml"), "two", plan("branch"), Optional.empty());
        record.add(Optional.empty(), "three", plan("live"), Optional.empty());

        assertThat(record.plans()).extracting(RunRecord.Planned::revision).containsExactly("two", "three");
        assertThat(record.plans())
                .extracting(RunRecord.Planned::resource)
                .containsExactly(Optional.of("deployer/mirage.yaml"), Optional.empty());
        assertThat(record.plans().get(1).json())
                .hasToString(PlanJson.of(plan("live")).toString());
    }

    @Test
    void images_are_known_by_their_digest() {
        record.addBuilt(KEY, OLD);
        record.addBuilt(KEY, NEW);
        record.addPublished(LIVE, NEW);

        assertThat(record.built()).containsExactly(Map.entry(KEY, NEW));
        assertThat(record.published()).containsExactly(Map.entry(LIVE, NEW));
    }

    @Test
    void the_channel_of_a_deployment_is_remembered() {
        assertThat(record.slack("1")).isEmpty();
        record.addSlack("1", "#deployments");

        assertThat(record.slack("1")).contains("#deployments");
    }

    @Test
    void a_tag_alone_is_no_proof() {
        assertThatThrownBy(() -> record.addBuilt(KEY, LIVE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> record.addPublished(LIVE, LIVE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> record.addPublished(NEW, NEW)).isInstanceOf(IllegalArgumentException.class);
        assertThat(record.published()).isEmpty();
    }

    @Test
    void a_deployment_is_there_once() {
        record.add(deployment("1", Outcome.FAILED));
        record.add(deployment("2", Outcome.REFUSED));
        record.add(deployment("1", Outcome.LIVE));

        assertThat(record.deployments())
                .containsExactly(deployment("2", Outcome.REFUSED), deployment("1", Outcome.LIVE));
    }

    @Test
    void what_was_handed_out_does_not_change() {
        record.add(deployment("1", Outcome.LIVE));
        List<Deployment> before = record.deployments();

        record.add(deployment("2", Outcome.LIVE));

        assertThat(before).hasSize(1);
    }

    @Test
    void a_file_of_an_older_version_lacks_fields() throws Exception {
        for (Field field : RunRecord.class.getDeclaredFields()) {
            if (!java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                field.set(record, null);
            }
        }

        assertThat(record.plans()).isEmpty();
        assertThat(record.built()).isEmpty();
        assertThat(record.deployments()).isEmpty();
        record.add(Optional.empty(), "one", plan("live"), Optional.empty());
        record.addPublished(LIVE, NEW);
        record.add(deployment("1", Outcome.LIVE));
        assertThat(record.plans()).hasSize(1);
        assertThat(record.published()).hasSize(1);
        assertThat(record.deployments()).hasSize(1);
    }

    @Test
    void trouble_that_an_older_version_kept_is_known_until_there_is_a_plan() throws Exception {
        Field trouble = RunRecord.class.getDeclaredField("trouble");
        trouble.setAccessible(true);
        trouble.set(record, "The rules cannot be read");

        assertThat(record.trouble()).contains("The rules cannot be read");
        record.beginPlan(Optional.empty());
        assertThat(record.trouble()).isEmpty();
        assertThat(record.wantsPlan()).isTrue();
    }

    private static Plan plan(String branch) {
        Revision revision = new Revision(Examples.BASE_IMAGES, new Head.Branch(branch), Examples.COMMIT, Examples.TREE);
        return Planner.plan(Examples.rules(), revision, Map.of());
    }

    private static Deployment deployment(String id, Outcome outcome) {
        Instant noon = Instant.parse("2026-05-03T12:00:00Z");
        return new Deployment(
                id,
                new ServiceOnHost(ServiceOnHost.Kind.SERVICE, "web", "toxis"),
                Deployment.Cause.PUSH,
                Optional.empty(),
                LIVE.toString(),
                NEW.digest(),
                Optional.empty(),
                Optional.empty(),
                outcome,
                false,
                "web on toxis is " + outcome.label(),
                noon,
                noon.plusSeconds(1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
