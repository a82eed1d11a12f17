package io.jenkins.plugins.deployer.report;

import static io.jenkins.plugins.deployer.report.Deployments.NOON;
import static io.jenkins.plugins.deployer.report.Deployments.commit;
import static io.jenkins.plugins.deployer.report.Deployments.deployment;
import static io.jenkins.plugins.deployer.report.Deployments.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.Golden;
import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTest {
    private static final RepositoryName BASE_IMAGES = new RepositoryName("ocurrent", "docker-base-images");
    private static final LiveHead LIVE = new LiveHead(LiveHead.Kind.BRANCH, "live");
    private static final Instant AT = NOON.plus(Duration.ofHours(27));

    private static final Rules ONE = RulesFiles.read(
            """
            version: 1
            hosts:
              toxis: { docker: "ssh://deployer@toxis.example.org" }
            repositories:
              ocurrent/docker-base-images:
                builds:
                  - docker: Dockerfile
                    deploy:
                      - branch: live
                        publish: ocurrent/base-images:live
                        services:
                          - { service: base-images_builder, host: toxis, url: "https://images.ci.ocaml.org" }
            """);

    @Test
    void what_was_deployed_last_and_runs_in_full_is_live() {
        assertThat(status(runs('a', 2), 'a', deployment("1", 'a', Outcome.LIVE)))
                .isEqualTo("live");
    }

    @Test
    void without_the_log_the_commit_on_the_service_is_enough() {
        assertThat(status(runs('a', 2), 'a')).isEqualTo("live");
    }

    @Test
    void another_digest_than_the_last_deployment_is_drift() {
        assertThat(status(runs('b', 2), 'a', deployment("1", 'a', Outcome.LIVE)))
                .isEqualTo("drift: somebody changed it: sha256:aaaaaaaaaaaa was deployed last");
    }

    @Test
    void after_a_rollback_the_restored_digest_is_no_drift_but_behind() {
        assertThat(status(runs('0', 2), 'a', deployment("1", 'a', Outcome.ROLLED_BACK)))
                .isEqualTo("behind: branch live is at aaaaaaaaaa, which was rolled back:"
                        + " base-images_builder@toxis is rolled back");
    }

    @Test
    void a_commit_that_nobody_deployed_yet_is_behind() {
        assertThat(status(runs('a', 2), 'c', deployment("1", 'a', Outcome.LIVE)))
                .isEqualTo("behind: branch live is at cccccccccc");
    }

    @Test
    void missing_replicas_are_counted() {
        assertThat(status(runs('a', 1), 'a', deployment("1", 'a', Outcome.LIVE)))
                .isEqualTo("incomplete: 1 of 2 replicas run");
    }

    @Test
    void an_update_under_way_is_not_judged() {
        Running updating = new Running(
                "base-images_builder",
                "ocurrent/base-images@" + digest('b'),
                Optional.of(digest('b')),
                Optional.of(commit('b')),
                Optional.empty(),
                0,
                2,
                Optional.of("updating"));

        assertThat(status(updating, 'b', deployment("1", 'a', Outcome.LIVE)))
                .isEqualTo("updating: an update is under way");
    }

    @Test
    void a_service_that_is_not_there_is_missing() {
        assertThat(status(new HostState.Reached(List.of()), 'a'))
                .isEqualTo("missing: there is no such service; create it once");
    }

    @Test
    void a_host_that_does_not_answer_says_why() {
        assertThat(status(new HostState.Unreachable("toxis could not be reached: no route to host"), 'a'))
                .isEqualTo("unreachable: toxis could not be reached: no route to host");
    }

    @Test
    void what_somebody_else_runs_is_said_to_be_so() {
        Status status =
                Status.of(ONE, Map.of("toxis", new HostState.Reached(List.of(runs('a', 2)))), Map.of(), Map.of(), AT);

        assertThat(state(status)).isEqualTo("runs: it was not deployed from here");
        assertThat(status.isGood()).isTrue();
    }

    @Test
    void the_services_of_a_stack_that_run_our_image_are_shown_one_by_one() {
        Running web = running("monitoring_web", "ocurrent/monitoring", 'a', 1, 1);
        Running worker = running("monitoring_worker", "docker.io/ocurrent/monitoring", 'a', 1, 1);
        Running database = running("monitoring_db", "postgres", 'd', 1, 1);

        Status status = Status.of(
                RulesFiles.example(),
                Map.of("watch", new HostState.Reached(List.of(worker, web, database))),
                Map.of(),
                Map.of(),
                AT);

        assertThat(status.services())
                .filteredOn(service -> service.wanted().service().name().equals("monitoring"))
                .extracting(ServiceStatus::name)
                .containsExactly("monitoring_web", "monitoring_worker");
    }

    @Test
    void the_table_and_the_json_are_the_documented_ones() {
        Status status = Status.of(
                RulesFiles.example(),
                Map.of(
                        "toxis", new HostState.Reached(List.of(runs('a', 2))),
                        "ci", new HostState.Unreachable("ci could not be reached: no route to host"),
                        "watch", new HostState.Reached(List.of(running("infra_opam_live", "x/y", 'e', 1, 1)))),
                Map.of(BASE_IMAGES, Map.of(LIVE, commit('c'))),
                Map.of(Deployments.BUILDER, ServiceRecord.of(deployment("8f14e45f", 'a', Outcome.LIVE))),
                AT);

        Golden.assertEquals(StatusText.of(status), StatusTest.class, "status.txt");
        String one =
                StatusJson.of(new Status(status.services().subList(0, 1), AT)).toPrettyString();
        Golden.assertEquals(one + "\n", StatusTest.class, "status.json");
        Golden.assertDocumented(one, "json.md");
        assertThat(StatusJson.of(status).get("services"))
                .hasSize(status.services().size());
        assertThat(StatusJson.of(status).toString()).doesNotContain("null");
    }

    @Test
    void what_hosts_say_cannot_move_the_cursor() {
        assertThat(TextTable.of(List.of(List.of("a\u001b[2J", "b\nc"), List.of("d", "e"))))
                .isEqualTo("a [2J  b c\nd      e\n");
    }

    private static String status(Running running, char head, Deployment... log) {
        return status(new HostState.Reached(List.of(running)), head, log);
    }

    private static String status(HostState host, char head, Deployment... log) {
        Map<ServiceOnHost, ServiceRecord> records =
                log.length == 0 ? Map.of() : Map.of(Deployments.BUILDER, ServiceRecord.of(log[0]));
        return state(
                Status.of(ONE, Map.of("toxis", host), Map.of(BASE_IMAGES, Map.of(LIVE, commit(head))), records, AT));
    }

    private static String state(Status status) {
        assertThat(status.services()).hasSize(1);
        ServiceStatus service = status.services().get(0);
        return service.state().label() + (service.explanation().isEmpty() ? "" : ": " + service.explanation());
    }

    private static Running runs(char version, int replicas) {
        return running("base-images_builder", "ocurrent/base-images", version, replicas, 2);
    }

    private static Running running(String service, String image, char version, int replicas, int wanted) {
        return new Running(
                service,
                image + "@" + digest(version),
                Optional.of(digest(version)),
                Optional.of(commit(version)),
                Optional.of(NOON),
                replicas,
                wanted,
                Optional.of("completed"));
    }
}
