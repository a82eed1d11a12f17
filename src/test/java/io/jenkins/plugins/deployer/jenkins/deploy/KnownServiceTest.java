package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployment.Cause;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.service.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KnownServiceTest {
    private int hours;

    @Test
    void what_runs_has_run_since_it_first_did() {
        KnownService known = KnownService.of(next('a', Outcome.LIVE, Cause.PUSH))
                .and(next('a', Outcome.UNCHANGED, Cause.PUSH))
                .and(next('b', Outcome.SUPERSEDED, Cause.PUSH))
                .and(next('a', Outcome.LIVE, Cause.REDEPLOY));

        assertThat(known.since()).contains(hour(1));
        assertThat(known.and(next('b', Outcome.LIVE, Cause.PUSH)).since()).contains(hour(5));
    }

    @Test
    void after_a_change_without_a_proof_nobody_knows_since_when() {
        KnownService known =
                KnownService.of(next('a', Outcome.LIVE, Cause.PUSH)).and(next('b', Outcome.FAILED, Cause.PUSH));

        assertThat(known.since()).isEmpty();
    }

    @Test
    void a_service_is_rolled_back_until_a_push_comes_through() {
        KnownService known = KnownService.of(next('a', Outcome.LIVE, Cause.PUSH))
                .and(next('b', Outcome.LIVE, Cause.PUSH))
                .and(next('a', Outcome.LIVE, Cause.ROLL_BACK));

        assertThat(known.isRolledBack()).isTrue();
        assertThat(known.and(next('a', Outcome.LIVE, Cause.REDEPLOY)).isRolledBack())
                .isTrue();
        assertThat(known.and(next('c', Outcome.ROLLED_BACK, Cause.PUSH)).isRolledBack())
                .isTrue();
        assertThat(known.and(next('c', Outcome.LIVE, Cause.PUSH)).isRolledBack())
                .isFalse();
    }

    @Test
    void who_goes_forward_to_what_was_pushed_last_has_nothing_rolled_back() {
        KnownService known = KnownService.of(next('a', Outcome.LIVE, Cause.PUSH))
                .and(next('b', Outcome.LIVE, Cause.PUSH))
                .and(next('c', Outcome.ROLLED_BACK, Cause.PUSH))
                .and(next('a', Outcome.LIVE, Cause.ROLL_BACK));

        assertThat(known.pushed()).contains(Deployments.digest('b'));
        assertThat(known.and(next('b', Outcome.FAILED, Cause.REDEPLOY)).isRolledBack())
                .isTrue();
        assertThat(known.and(next('b', Outcome.LIVE, Cause.REDEPLOY)).isRolledBack())
                .isFalse();
        assertThat(known.and(next('b', Outcome.LIVE, Cause.ROLL_BACK)).isRolledBack())
                .isFalse();
    }

    private RecordedDeployment next(char version, Outcome outcome, Cause cause) {
        Deployment one = Deployments.deployment("d" + ++hours, version, outcome);
        return new RecordedDeployment(
                new Deployment(
                        one.id(),
                        one.service(),
                        cause,
                        one.origin(),
                        one.image(),
                        one.digest(),
                        one.previous(),
                        one.restored(),
                        outcome,
                        false,
                        one.reason(),
                        hour(hours).minusSeconds(9),
                        hour(hours),
                        one.gap(),
                        one.url(),
                        one.rules()),
                Records.ASKER);
    }

    private static Instant hour(int number) {
        return Deployments.NOON.plus(Duration.ofHours(number));
    }
}
