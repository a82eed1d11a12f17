package io.jenkins.plugins.deployer.jenkins.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.run.BuildEffort;
import io.jenkins.plugins.deployer.jenkins.run.RunRecord;
import io.jenkins.plugins.deployer.plan.Examples;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.PlanJson;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndedBuildTest {
    private static final Instant NOON = Instant.parse("2026-05-03T12:00:00Z");

    private static Plan plan(RepositoryName repository) {
        Revision revision = new Revision(repository, new Head.Branch("live"), Examples.COMMIT, Examples.TREE);
        return Planner.plan(Examples.rules(), revision, Map.of());
    }

    /** The first build of a repository's plan. */
    private static Optional<EndedBuild> first(RepositoryName repository, Optional<BuildEffort> effort) {
        Plan plan = plan(repository);
        return EndedBuild.of(
                List.of(new RunRecord.Planned(Optional.empty(), "5d41402a", PlanJson.of(plan), Optional.empty())),
                plan.builds().get(0).key(),
                effort);
    }

    private static Optional<BuildEffort> sevenSeconds(Optional<String> problem) {
        return Optional.of(new BuildEffort(NOON, Optional.of(NOON.plusSeconds(7)), problem, Optional.empty()));
    }

    @Test
    void it_is_of_the_repository_and_of_the_kind_that_its_plan_names() {
        assertThat(first(Examples.BASE_IMAGES, sevenSeconds(Optional.empty())))
                .contains(new EndedBuild(
                        Examples.BASE_IMAGES, Tally.Kind.IMAGE, Tally.Built.BUILT, Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void a_unikernel_that_failed_is_both() {
        assertThat(first(Examples.MIRAGE_WWW, sevenSeconds(Optional.of("it did not compile"))))
                .contains(new EndedBuild(
                        Examples.MIRAGE_WWW,
                        Tally.Kind.UNIKERNEL,
                        Tally.Built.FAILED,
                        Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void what_was_made_before_took_no_time() {
        assertThat(first(Examples.BASE_IMAGES, Optional.empty()))
                .contains(new EndedBuild(Examples.BASE_IMAGES, Tally.Kind.IMAGE, Tally.Built.REUSED, Optional.empty()));
    }

    @Test
    void what_no_plan_has_is_not_counted() {
        assertThat(EndedBuild.of(
                        List.of(), plan(Examples.BASE_IMAGES).builds().get(0).key(), Optional.empty()))
                .isEmpty();
    }
}
