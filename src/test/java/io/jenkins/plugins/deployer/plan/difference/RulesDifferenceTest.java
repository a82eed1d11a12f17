package io.jenkins.plugins.deployer.plan.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.deployer.plan.difference.Change.Sort;
import io.jenkins.plugins.deployer.rules.Rules;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulesDifferenceTest {
    private static final String RULES =
            """
            version: 1
            defaults: { staging: registry.example.org/staging }
            hosts:
              toxis: { docker: "ssh://toxis.example.org" }
              robur: { albatross: "albatross.example.org:1025" }
            repositories:
              example/web:
                builds:
                  - docker: Dockerfile
                    options: { buildArgs: { A: "1", BASE: { image: "busybox:1", every: 4h } } }
                    deploy:
                      - branch: live
                        publish: registry.example.org/web:live
                        services: [{ service: web, host: toxis, health: "https://example.org/" }]
              mirage/www:
                builds:
                  - unikernel: Dockerfile
                    target: hvt
                    deploy: [{ branch: live, unikernel: www, host: robur, memory: 32, networks: [service] }]
            images:
              - { image: "redis:7", every: 7d, services: [{ service: redis, host: toxis }] }
            """;

    /** What comes of replacing one text by another. */
    private static List<Change> changes(String was, String is) {
        assertThat(RULES).contains(was);
        return changes(RandomRules.read(RULES.replace(was, is)));
    }

    private static List<Change> changes(Rules after) {
        return RulesDifference.between(RandomRules.read(RULES), after).changes();
    }

    private static Change only(String was, String is) {
        assertThat(changes(was, is)).hasSize(1);
        return changes(was, is).get(0);
    }

    private static Detail detail(String field, String before, String after) {
        return new Detail(field, Optional.ofNullable(before), Optional.ofNullable(after));
    }

    @Test
    void what_is_not_made_use_of_and_how_it_is_written_changes_nothing() {
        assertThat(changes("version: 1", "# hello\nversion: 1\nagents: { s390x: mainframe }"))
                .isEmpty();
        assertThat(changes("hosts:\n", "hosts:\n  other: { docker: default }\n"))
                .isEmpty();
        assertThat(changes("defaults: {", "defaults: { architectures: [x86_64], timeout: 50m,"))
                .isEmpty();
    }

    @Test
    void another_argument_builds_anew() {
        Change change = only("A: \"1\"", "A: \"2\"");

        assertThat(change.rebuilds()).isTrue();
        assertThat(change.details()).containsExactly(detail("argument A", "1", "2"));
        assertThat(change.subject().repository()).hasToString("Optional[example/web]");
    }

    @Test
    void looking_a_value_up_more_often_or_giving_more_time_builds_nothing_anew() {
        assertThat(only("every: 4h", "every: 1h"))
                .satisfies(change -> assertThat(change.rebuilds()).isFalse())
                .satisfies(change -> assertThat(change.details())
                        .containsExactly(detail("look-ups of BASE", "every 4h", "every 1h")));
        assertThat(only("    - docker: Dockerfile\n", "    - docker: Dockerfile\n        timeout: 2h\n")
                        .rebuilds())
                .isFalse();
    }

    @Test
    void another_dockerfile_of_what_is_published_under_the_same_name_is_a_changed_build() {
        assertThat(only("docker: Dockerfile", "docker: docker/Dockerfile"))
                .satisfies(change -> assertThat(change.rebuilds()).isTrue())
                .satisfies(change -> assertThat(change.details())
                        .containsExactly(detail("Dockerfile", "Dockerfile", "docker/Dockerfile")));
    }

    @Test
    void one_more_architecture_builds_only_for_that() {
        Change change = only(
                "    - docker: Dockerfile\n", "    - docker: Dockerfile\n        architectures: [x86_64, arm64]\n");

        assertThat(change.rebuilds()).isFalse();
        assertThat(change.details()).containsExactly(detail("architectures", "x86_64", "x86_64, arm64"));
    }

    @Test
    void another_branch_changes_what_is_published_and_what_is_deployed() {
        assertThat(changes("branch: live\n", "branch: main\n"))
                .extracting(change -> change.subject().what(), Change::details)
                .containsExactly(
                        tuple(Subject.What.PUBLICATION, List.of(detail("from", "branch live", "branch main"))),
                        tuple(Subject.What.SERVICE, List.of(detail("from", "branch live", "branch main"))));
    }

    @Test
    void a_service_on_another_host_moves() {
        String more = RULES.replace("hosts:\n", "hosts:\n  new: { docker: default }\n")
                .replace("service: web, host: toxis", "service: web, host: new");

        assertThat(changes(RandomRules.read(more))).singleElement().satisfies(change -> {
            assertThat(change.moves()).isTrue();
            assertThat(change.before().orElseThrow()).hasToString("web@toxis");
            assertThat(change.after().orElseThrow()).hasToString("web@new");
        });
    }

    @Test
    void a_service_that_is_named_no_longer_is_removed_and_one_with_another_name_added() {
        assertThat(changes("service: web", "service: front"))
                .extracting(Change::sort, change -> change.subject().toString())
                .containsExactly(tuple(Sort.ADDED, "front@toxis"), tuple(Sort.REMOVED, "web@toxis"));
    }

    @Test
    void a_host_that_is_reached_elsewhere_names_what_is_deployed_on_it() {
        Change change = only("ssh://toxis.example.org", "ssh://other.example.org");

        assertThat(change.details())
                .containsExactly(detail("endpoint", "ssh://toxis.example.org", "ssh://other.example.org"));
        assertThat(change.concerns()).containsExactlyInAnyOrder("web", "redis");
    }

    @Test
    void a_host_with_another_name_moves_nothing() {
        String renamed = RULES.replace("toxis: {", "tox: {").replace("host: toxis", "host: tox");
        List<Change> changes = changes(RandomRules.read(renamed));

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).details()).containsExactly(detail("name", "toxis", "tox"));
    }

    @Test
    void how_a_unikernel_is_set_up_is_compared() {
        assertThat(only("memory: 32, networks: [service]", "memory: 64, networks: { service: br0 }")
                        .details())
                .containsExactly(
                        detail("memory", "32 MiB", "64 MiB"),
                        detail("networks", "service as service", "service as br0"));
        assertThat(changes("target: hvt", "target: spt").get(0).rebuilds()).isTrue();
    }

    @Test
    void how_often_an_image_is_looked_up_and_which_one_is_followed_are_compared() {
        assertThat(only("every: 7d", "every: 1h").details()).containsExactly(detail("every", "7d", "1h"));
        assertThat(changes("redis:7", "redis:8"))
                .extracting(Change::sort, change -> change.subject().toString())
                .containsExactly(
                        tuple(Sort.ADDED, "redis:8"),
                        tuple(Sort.REMOVED, "redis:7"),
                        tuple(Sort.CHANGED, "redis@toxis"));
    }

    @Test
    void the_forge_and_staging_concern_everything() {
        assertThat(only("registry.example.org/staging", "registry.example.org/other")
                        .subject()
                        .what())
                .isEqualTo(Subject.What.STAGING);
        assertThat(only("version: 1", "version: 1\nforge: https://git.example.org")
                        .details())
                .containsExactly(detail("forge", "https://github.com", "https://git.example.org"));
        assertThat(only("version: 1", "version: 1\nagents: { x86_64: linux }").details())
                .containsExactly(detail("agents", "linux-x86_64", "linux"));
    }

    @Test
    void a_change_of_a_default_is_told_where_it_has_an_effect() {
        assertThat(changes("defaults: {", "defaults: { slack: \"#all\","))
                .allSatisfy(change -> assertThat(change.details()).containsExactly(detail("Slack", null, "#all")))
                .extracting(change -> change.subject().toString())
                .containsExactly("web@toxis", "www@robur", "redis@toxis");
    }
}
