package io.jenkins.plugins.deployer.jenkins.pages;

import static io.jenkins.plugins.deployer.report.Deployments.BUILDER;
import static io.jenkins.plugins.deployer.report.Deployments.commit;
import static io.jenkins.plugins.deployer.report.Deployments.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.deploy.Asker;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentStore;
import io.jenkins.plugins.deployer.jenkins.deploy.KnownService;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.plan.Examples;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverviewTest {
    private static final ServiceOnHost OLD = Deployments.service("old");
    private static final Asker ASKER = new Asker("production/x/live#7", Optional.empty(), Optional.empty());

    @TempDir
    private Path directory;

    @Test
    void a_service_of_the_rules_is_there_before_it_was_ever_deployed() throws Exception {
        ServiceRow row = overview(List.of()).row(BUILDER).orElseThrow();

        assertThat(row.state()).isEqualTo(ServiceRow.State.NEVER);
        assertThat(row.source()).contains("ocurrent/docker-base-images, branch live");
        assertThat(row.url()).isPresent();
        assertThat(row.commit()).isEmpty();
        assertThat(row.job()).isEmpty();
    }

    @Test
    void what_was_deployed_is_there_though_the_rules_do_not_name_it() throws Exception {
        Overview overview = overview(List.of(), ended(OLD, 'a', Outcome.LIVE));

        ServiceRow last = overview.rows().get(overview.rows().size() - 1);
        assertThat(last.service()).isEqualTo(OLD);
        assertThat(last.wanted()).isEmpty();
        assertThat(last.job()).contains("production/x/live");
    }

    @Test
    void a_bad_deployment_does_not_change_what_is_live() throws Exception {
        Overview overview =
                overview(List.of(), ended(BUILDER, '0', Outcome.LIVE), ended(BUILDER, 'b', Outcome.ROLLED_BACK));

        ServiceRow row = overview.row(BUILDER).orElseThrow();
        assertThat(row.state()).isEqualTo(ServiceRow.State.ROLLED_BACK);
        assertThat(row.commit()).contains(commit('0'));
        assertThat(row.digest()).contains(digest('0'));
        assertThat(overview.count(ServiceRow.State.ROLLED_BACK)).isEqualTo(1);
    }

    @Test
    void after_a_failure_nobody_knows_what_is_live() throws Exception {
        ServiceRow row = overview(List.of(), ended(BUILDER, 'a', Outcome.LIVE), ended(BUILDER, 'b', Outcome.FAILED))
                .row(BUILDER)
                .orElseThrow();

        assertThat(row.commit()).isEmpty();
        assertThat(row.digest()).isEmpty();
    }

    @Test
    void what_is_under_way_comes_before_what_was() throws Exception {
        DeploymentNow first = now("1", true);
        DeploymentNow second = now("2", false);

        ServiceRow row = overview(List.of(first, second), ended(BUILDER, 'a', Outcome.LIVE))
                .row(BUILDER)
                .orElseThrow();

        assertThat(row.state()).isEqualTo(ServiceRow.State.DEPLOYING);
        assertThat(row.now()).containsExactly(first, second);
        assertThat(overview(List.of(second)).row(BUILDER).orElseThrow().state()).isEqualTo(ServiceRow.State.WAITING);
    }

    @Test
    void without_rules_there_is_what_was_deployed() throws Exception {
        Overview overview =
                Overview.of(Optional.empty(), known(ended(BUILDER, 'a', Outcome.LIVE)), List.of(now("1", true)));

        assertThat(overview.rows()).extracting(ServiceRow::service).containsExactly(BUILDER);
    }

    @Test
    void which_commit_ran_before_is_known_from_its_own_deployment() {
        List<Past> history = Past.of(List.of(
                ended(BUILDER, 'b', Outcome.LIVE),
                ended(BUILDER, '0', Outcome.LIVE),
                ended(BUILDER, 'c', Outcome.LIVE)));

        assertThat(history.get(0).before()).contains(commit('0'));
        assertThat(history.get(0).commit()).contains(commit('b'));
        assertThat(Past.of(List.of(ended(BUILDER, 'b', Outcome.LIVE))).get(0).before())
                .isEmpty();
    }

    private Overview overview(List<DeploymentNow> now, RecordedDeployment... ended) throws IOException {
        return Overview.of(Optional.of(Examples.rules()), known(ended), now);
    }

    private Map<ServiceOnHost, KnownService> known(RecordedDeployment... ended) throws IOException {
        DeploymentStore store = DeploymentStore.open(directory, () -> 10, problem -> {});
        for (RecordedDeployment one : ended) {
            store.add(one);
        }
        return store.all();
    }

    private static RecordedDeployment ended(ServiceOnHost service, char version, Outcome outcome) {
        return new RecordedDeployment(
                Deployments.deployment(service, service + "-" + version, version, outcome, false), ASKER);
    }

    private static DeploymentNow now(String id, boolean hasBegun) {
        return new DeploymentNow(
                id,
                BUILDER,
                ASKER,
                Deployment.Cause.PUSH,
                "ocurrent/base-images:live",
                Optional.of(commit('d')),
                hasBegun,
                Deployments.NOON);
    }
}
