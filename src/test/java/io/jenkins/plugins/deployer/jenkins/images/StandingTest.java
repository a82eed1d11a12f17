package io.jenkins.plugins.deployer.jenkins.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.deploy.Asker;
import io.jenkins.plugins.deployer.jenkins.deploy.KnownService;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployment.Cause;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.service.Outcome;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Instant NOON = Deployments.NOON;
    private static final Optional<String> NO = Optional.empty();
    private static final Looked TWO = Looked.found(Deployments.digest('2'), NOON, Optional.empty(), false);

    @Test
    void what_runs_it_needs_nothing_and_what_does_not_is_deployed() {
        assertThat(kind(TWO, live('2', Cause.IMAGE), NO)).isEqualTo(Standing.Kind.CURRENT);
        assertThat(kind(TWO, live('1', Cause.IMAGE), NO)).isEqualTo(Standing.Kind.WANTED);
        assertThat(Standing.of(TWO, Optional.empty(), NO, false).kind())
                .as("never deployed from here")
                .isEqualTo(Standing.Kind.WANTED);
        assertThat(Standing.of(TWO, Optional.empty(), NO, true).kind()).isEqualTo(Standing.Kind.BUSY);
        assertThat(Standing.of(Looked.failed("why", NOON, Optional.empty()), Optional.empty(), NO, false)
                        .kind())
                .isEqualTo(Standing.Kind.UNKNOWN);
    }

    @Test
    void what_was_bad_is_not_tried_again_until_the_tag_moves() {
        Standing standing = Standing.of(
                TWO, Optional.of(live('1', Cause.IMAGE)), Optional.of("it was rolled back: exit code 3"), false);

        assertThat(standing.kind()).isEqualTo(Standing.Kind.QUARANTINED);
        assertThat(standing.words()).isEqualTo("stays as it is: it was rolled back: exit code 3");
    }

    @Test
    void what_somebody_went_back_from_is_held_until_the_tag_moves() {
        KnownService back = live('1', Cause.ROLL_BACK);

        assertThat(kind(TWO, back, NO)).isEqualTo(Standing.Kind.HELD);
        Looked seenLater = Looked.found(Deployments.digest('3'), NOON.plusSeconds(60), Optional.of(TWO), false);
        assertThat(kind(seenLater, back, NO)).isEqualTo(Standing.Kind.WANTED);
        Looked forgotten = Looked.found(Deployments.digest('0'), NOON.plusSeconds(60), Optional.empty(), false);
        assertThat(kind(forgotten, back, NO))
                .as("though when it moved was forgotten, it is what ran before")
                .isEqualTo(Standing.Kind.HELD);
    }

    private static Standing.Kind kind(Looked looked, KnownService known, Optional<String> quarantine) {
        return Standing.of(looked, Optional.of(known), quarantine, false).kind();
    }

    /** A service that went live seven seconds after noon, and ran digest 0 before. */
    private static KnownService live(char version, Cause cause) {
        Deployment one = Deployments.deployment("1", version, Outcome.LIVE);
        Deployment deployment = new Deployment(
                one.id(),
                one.service(),
                cause,
                Optional.empty(),
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
                one.rules());
        RecordedDeployment recorded =
                new RecordedDeployment(deployment, new Asker("deployer-images#1", Optional.empty(), Optional.empty()));
        return new KnownService(
                recorded,
                Optional.of(recorded),
                deployment.runs(),
                Optional.empty(),
                Optional.of(deployment.finished()),
                cause == Cause.ROLL_BACK);
    }
}
