package io.jenkins.plugins.deployer.report;

import static io.jenkins.plugins.deployer.report.Deployments.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.report.ServiceOnHost.Kind;
import io.jenkins.plugins.deployer.service.LastChange;
import io.jenkins.plugins.deployer.service.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static final Instant NOON = Instant.parse("2026-05-03T12:00:00Z");
    private static final Instant NOW = NOON.plus(Duration.ofMinutes(5));
    private static final String IMAGE = "ocurrent/web";
    private static final LastChange OURS = changed(Optional.of("ours"), true);
    private static final LastChange BY_HAND = changed(Optional.empty(), true);
    private static final LastChange BY_OTHERS = changed(Optional.empty(), false);

    @Test
    void what_was_deployed_last_is_in_sync() {
        Drift drift = of(running("web", 'a', 2, 2, OURS));

        assertThat(said(drift)).isEqualTo("in sync: ");
        assertThat(drift.isDrift()).isFalse();
    }

    @Test
    void an_image_that_somebody_changed_alone_is_told_by_our_labels() {
        Drift drift = of(running("web", 'b', 2, 2, BY_HAND));

        assertThat(said(drift))
                .isEqualTo(
                        "drift: runs sha256:bbbbbbbbbbbb instead of sha256:aaaaaaaaaaaa: somebody changed the image by hand");
        assertThat(drift.image()).contains("ocurrent/web@" + digest('b'));
        assertThat(drift.since()).contains(NOON);
        assertThat(drift.isDrift()).isTrue();
    }

    @Test
    void a_deployment_without_our_labels_is_somebody_elses() {
        assertThat(said(of(running("web", 'b', 2, 2, BY_OTHERS))))
                .endsWith(": somebody deployed it in another way, and the deployer's labels are gone");
    }

    @Test
    void a_deployment_that_we_do_not_know_is_of_another_deployer() {
        assertThat(said(of(running("web", 'b', 2, 2, changed(Optional.of("theirs"), true)))))
                .endsWith(": another deployer brought it, with the deployment theirs");
    }

    @Test
    void what_we_deployed_before_came_back_by_a_rollback_of_swarm() {
        assertThat(said(of(running("web", 'b', 2, 2, OURS))))
                .endsWith(": an earlier deployment's version is back, as after \"docker service rollback\"");
    }

    @Test
    void a_tag_without_a_digest_is_said_to_be_one() {
        Running byTag = new Running(
                "web",
                "ocurrent/web:live",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                2,
                2,
                Optional.of("completed"),
                BY_HAND);

        assertThat(said(of(byTag)))
                .startsWith("drift: runs ocurrent/web:live, a tag without a digest, instead of sha256:aaaaaaaaaaaa: ");
    }

    @Test
    void what_does_not_run_is_no_drift() {
        assertThat(said(of(running("web", 'a', 0, 0, OURS)))).isEqualTo("not running: it is scaled to 0 replicas");
        assertThat(said(of(running("web", 'a', 1, 3, OURS)))).isEqualTo("not running: 1 of 3 replicas run");
        assertThat(said(of(running("other", 'a', 1, 1, OURS))))
                .isEqualTo("absent: there is no such service on the host");
    }

    @Test
    void an_update_under_way_is_no_drift_unless_it_stands_still() {
        Running updating = running("web", 'b', 0, 2, BY_HAND, "updating");

        assertThat(said(of(updating))).isEqualTo("changing: it is being updated past the deployer");
        assertThat(said(of(running("web", 'b', 0, 2, BY_HAND, "rollback_started"))))
                .startsWith("changing: ");
        assertThat(of(NOON.plus(Duration.ofHours(1)), proven(Kind.SERVICE, "web"), updating)
                        .isDrift())
                .isTrue();
    }

    @Test
    void a_unikernel_is_told_by_its_binary() {
        ServiceOnHost www = new ServiceOnHost(Kind.UNIKERNEL, "www", "robur");

        assertThat(said(of(www, unikernel('a', 1)))).isEqualTo("in sync: ");
        assertThat(said(of(www, unikernel('a', 0)))).isEqualTo("not running: it does not run");
        assertThat(said(of(www, unikernel('b', 1))))
                .isEqualTo(
                        "drift: runs sha256:bbbbbbbbbbbb instead of sha256:aaaaaaaaaaaa: somebody replaced it by hand");
        assertThat(said(of(www))).isEqualTo("absent: nothing runs under this name");
    }

    @Test
    void the_worst_part_of_a_stack_tells_how_it_stands() {
        ServiceOnHost stack = new ServiceOnHost(Kind.STACK, "web", "toxis");
        Running good = running("web_api", 'a', 1, 1, OURS);
        Running database = new Running(
                "web_db",
                "postgres@" + digest('d'),
                Optional.of(digest('d')),
                Optional.empty(),
                Optional.empty(),
                0,
                1,
                Optional.empty(),
                BY_OTHERS);
        Running replaced = new Running(
                "web_worker",
                "elsewhere/worker@" + digest('c'),
                Optional.of(digest('c')),
                Optional.empty(),
                Optional.empty(),
                1,
                1,
                Optional.empty(),
                BY_HAND);

        assertThat(said(of(stack, good, database))).isEqualTo("in sync: ");
        assertThat(said(of(stack, good, database, replaced))).startsWith("drift: web_worker: runs sha256:cccccccccccc");
        assertThat(said(of(stack, good, running("web_worker", 'a', 0, 1, OURS))))
                .isEqualTo("not running: web_worker: 0 of 1 replicas run");
        assertThat(said(of(stack, database))).isEqualTo("absent: there is no such stack on the host");
    }

    @Test
    void a_service_with_a_longer_name_is_another_one() {
        assertThat(of(running("web", 'a', 1, 1, OURS), running("web_api", 'b', 1, 1, OURS))
                        .isDrift())
                .isFalse();
    }

    private static String said(Drift drift) {
        return drift.state().label() + ": " + drift.explanation();
    }

    private static Drift of(Running... running) {
        return of(NOW, proven(Kind.SERVICE, "web"), running);
    }

    private static Drift of(ServiceOnHost service, Running... running) {
        return of(NOW, new Drift.Proven(service, IMAGE, digest('a')), running);
    }

    private static Drift of(Instant now, Drift.Proven proven, Running... running) {
        return Drift.of(proven, List.of(running), "ours"::equals, now);
    }

    private static Drift.Proven proven(Kind kind, String name) {
        return new Drift.Proven(new ServiceOnHost(kind, name, "toxis"), IMAGE, digest('a'));
    }

    private static LastChange changed(Optional<String> request, boolean isLabelled) {
        return new LastChange(Optional.of(NOON), request, isLabelled);
    }

    private static Running unikernel(char version, int replicas) {
        return new Running(
                "www",
                digest(version),
                Optional.of(digest(version)),
                Optional.empty(),
                Optional.empty(),
                replicas,
                1,
                Optional.empty());
    }

    private static Running running(String name, char version, int replicas, int wanted, LastChange change) {
        return running(name, version, replicas, wanted, change, "completed");
    }

    private static Running running(
            String name, char version, int replicas, int wanted, LastChange change, String update) {
        return new Running(
                name,
                IMAGE + "@" + digest(version),
                Optional.of(digest(version)),
                Optional.empty(),
                Optional.of(NOON),
                replicas,
                wanted,
                Optional.of(update),
                change);
    }
}
