package io.jenkins.plugins.deployer.jenkins.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final MetricRegistry registry = new MetricRegistry();
    private final Tally tally = new Tally(() -> registry);

    private static RepositoryName repository(String name) {
        return RepositoryName.parse(name);
    }

    private void built(String repository) {
        tally.add(repository(repository), Tally.Kind.IMAGE, Tally.Built.REUSED, Optional.empty());
    }

    private long count(String name) {
        return registry.getCounters().containsKey(name)
                ? registry.getCounters().get(name).getCount()
                : 0;
    }

    @Test
    void a_deployment_counts_for_its_kind_and_for_its_repository() {
        tally.add(Deployments.deployment("1", '1', Outcome.ROLLED_BACK));

        assertThat(count("deployer.deployments.service.rolled-back")).isEqualTo(1);
        assertThat(count("deployer.repositories.ocurrent.docker-base-images.deployments.rolled-back"))
                .isEqualTo(1);
        assertThat(registry.timer("deployer.deployments.service.duration")
                        .getSnapshot()
                        .getMax())
                .isEqualTo(Duration.ofMillis(6_900).toNanos());
    }

    @Test
    void what_changed_nothing_is_counted_and_not_timed() {
        tally.add(Deployments.deployment("1", '1', Outcome.UNCHANGED));

        assertThat(count("deployer.deployments.service.unchanged")).isEqualTo(1);
        assertThat(registry.getTimers()).isEmpty();
    }

    @Test
    void a_build_counts_for_its_kind_and_for_its_repository() {
        tally.add(
                repository("mirage/mirage-www"),
                Tally.Kind.UNIKERNEL,
                Tally.Built.FAILED,
                Optional.of(Duration.ofSeconds(3)));

        assertThat(count("deployer.builds.unikernel.failed")).isEqualTo(1);
        assertThat(count("deployer.repositories.mirage.mirage-www.builds.failed"))
                .isEqualTo(1);
        assertThat(registry.timer("deployer.builds.unikernel.duration").getCount())
                .isEqualTo(1);
    }

    @Test
    void whoever_is_refused_gets_no_name() {
        tally.add(Deployments.deployment("1", '1', Outcome.REFUSED));

        assertThat(count("deployer.repositories.other.deployments.refused")).isEqualTo(1);
        assertThat(registry.getNames()).noneMatch(name -> name.contains("docker-base-images"));
    }

    @Test
    void a_repository_that_is_known_keeps_its_name_when_it_is_refused() {
        tally.add(Deployments.deployment("1", '1', Outcome.LIVE));
        tally.add(Deployments.deployment("2", '2', Outcome.REFUSED));

        assertThat(count("deployer.repositories.ocurrent.docker-base-images.deployments.refused"))
                .isEqualTo(1);
    }

    @Test
    void names_are_of_characters_that_every_reporter_takes() {
        built("group/sub.group/wéb;site{x}.js");

        assertThat(registry.getNames()).contains("deployer.repositories.group_sub_group.w_b_site_x__js.builds.reused");
    }

    @Test
    void there_is_an_end_to_the_number_of_metrics() {
        for (int i = 0; i < 1_000; i++) {
            built("owner/repository-" + i);
        }
        assertThat(registry.getNames()).hasSize(502);
        assertThat(count("deployer.repositories.other.builds.reused")).isEqualTo(500);
        assertThat(count("deployer.builds.image.reused")).isEqualTo(1_000);
    }

    @Test
    void a_registry_that_has_the_zeros_goes_on_from_them() {
        registry.registerAll(() -> Tally.nothingYet());

        tally.add(Deployments.deployment("1", '1', Outcome.LIVE));

        assertThat(count("deployer.deployments.service.live")).isEqualTo(1);
        assertThat(count("deployer.deployments.unikernel.live")).isZero();
        assertThat(registry.getCounters()).containsKey("deployer.deployments.unikernel.live");
    }
}
