package io.jenkins.plugins.deployer.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.deploy.Asker;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentStore;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployment.Cause;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two versions were pushed; what each of them would be, once more. */
class AgainTest {
    private static final Asker ASKER = new Asker("production/x/live#7", Optional.empty(), Optional.empty());
    private static final Deployment FIRST = Deployments.deployment("1", 'a', Outcome.LIVE);
    private static final Deployment SECOND = Deployments.deployment("2", 'b', Outcome.LIVE);

    @TempDir
    private Path directory;

    private DeploymentStore store;

    @BeforeEach
    void two_versions_were_pushed() throws IOException {
        store = DeploymentStore.open(directory, () -> 50, problem -> {});
        store.add(new RecordedDeployment(FIRST, ASKER));
        store.add(new RecordedDeployment(SECOND, ASKER));
    }

    @Test
    void the_first_is_behind_what_runs() throws IOException {
        assertThat(Again.of(row(), FIRST)).isEqualTo(Again.ROLL_BACK);
        assertThat(Again.of(row(), SECOND)).isEqualTo(Again.DEPLOY_AGAIN);
    }

    @Test
    void the_second_is_ahead_once_somebody_has_gone_back() throws IOException {
        chosen("3", 'a', Cause.ROLL_BACK);

        assertThat(row().isRolledBack()).isTrue();
        assertThat(Again.of(row(), FIRST)).isEqualTo(Again.DEPLOY_AGAIN);
        assertThat(Again.of(row(), SECOND)).isEqualTo(Again.GO_FORWARD);

        chosen("4", 'b', Again.GO_FORWARD.cause());
        assertThat(row().isRolledBack()).isFalse();
        assertThat(Again.of(row(), FIRST)).isEqualTo(Again.ROLL_BACK);
    }

    @Test
    void what_did_not_become_live_cannot_be_again() throws IOException {
        assertThat(Again.of(row(), Deployments.deployment("3", 'c', Outcome.ROLLED_BACK)))
                .isEqualTo(Again.NONE);
    }

    private void chosen(String id, char version, Cause cause) throws IOException {
        Deployment one = Deployments.deployment(id, version, Outcome.LIVE);
        store.add(new RecordedDeployment(
                new Deployment(
                        one.id(),
                        one.service(),
                        cause,
                        one.origin(),
                        one.image(),
                        one.digest(),
                        one.previous(),
                        one.restored(),
                        one.outcome(),
                        one.ownFault(),
                        one.reason(),
                        one.started(),
                        one.finished(),
                        one.gap(),
                        one.url(),
                        one.rules()),
                ASKER));
    }

    private ServiceRow row() throws IOException {
        return new ServiceRow(
                Deployments.BUILDER, Optional.empty(), store.known(Deployments.BUILDER), List.of(), Optional.empty());
    }
}
