package io.jenkins.plugins.deployer.jenkins.drift;

import static io.jenkins.plugins.deployer.jenkins.drift.PlayedHosts.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.report.Drift;
import io.jenkins.plugins.deployer.report.Drift.State;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LooksTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void five_hundred_services_on_twenty_hosts_take_twenty_connections() throws Exception {
        try (PlayedHosts hosts = new PlayedHosts(directory, 20, 25, LONG)) {
            hosts.host(7).change(3, 'b');

            List<HostDrift> found = hosts.look();
            hosts.look();

            assertThat(found).hasSize(20);
            assertThat(all(found)).hasSize(500);
            assertThat(all(found).entrySet().stream()
                            .filter(one -> one.getValue().isDrift())
                            .map(one -> one.getKey().toString()))
                    .containsExactly("service-3@host-7");
            assertThat(all(found).values().stream().filter(one -> one.state() == State.IN_SYNC))
                    .hasSize(499);
            assertThat(hosts.connections()).isEqualTo(20);
            assertThat(hosts.requests()).as("a ping, and twice two questions").isEqualTo(20 * 5);
        }
    }

    @Test
    void a_host_that_hangs_holds_up_nobody_and_is_asked_again_when_it_has_been_given_up() throws Exception {
        try (PlayedHosts hosts = new PlayedHosts(directory, 3, 2, Duration.ofSeconds(1))) {
            hosts.host(1).hang();

            Map<String, HostDrift> found = byHost(hosts.look());

            assertThat(found.get("host-0").trouble()).isEmpty();
            assertThat(found.get("host-2").trouble()).isEmpty();
            assertThat(found.get("host-1").trouble()).contains("host-1: no answer within 1 s");
            assertThat(found.get("host-1").services().values()).hasSize(2).allSatisfy(drift -> assertThat(drift.state())
                    .isEqualTo(State.UNKNOWN));
            assertThat(byHost(hosts.look())).containsKeys("host-0", "host-2");
        }
    }

    @Test
    void a_host_that_fails_says_why_and_since_when_and_is_never_drift() throws Exception {
        try (PlayedHosts hosts = new PlayedHosts(directory, 2, 1, LONG)) {
            hosts.host(0).change(0, 'b');
            hosts.host(0).fail(500);

            HostDrift first = byHost(hosts.look()).get("host-0");
            HostDrift second = byHost(hosts.look()).get("host-0").after(first);

            assertThat(first.trouble().orElseThrow()).contains("host-0", "the disk is full");
            assertThat(first.services().get(service(0, "host-0")).state()).isEqualTo(State.UNKNOWN);
            assertThat(second.asked()).isAfter(first.asked());
            assertThat(second.troubledSince()).contains(first.asked());
        }
    }

    @Test
    void what_is_being_deployed_is_no_drift() throws Exception {
        try (PlayedHosts hosts = new PlayedHosts(directory, 1, 2, LONG)) {
            hosts.host(0).change(0, 'b');
            hosts.host(0).change(1, 'b');
            hosts.now.add(hosts.underWay(service(0, "host-0")));

            Map<ServiceOnHost, Drift> found = all(hosts.look());

            assertThat(found.get(service(0, "host-0")).state()).isEqualTo(State.CHANGING);
            assertThat(found.get(service(1, "host-0")).state()).isEqualTo(State.DRIFTED);
        }
    }

    @Test
    void what_was_deployed_while_somebody_looked_is_no_drift() throws Exception {
        try (PlayedHosts hosts = new PlayedHosts(directory, 1, 1, LONG)) {
            ServiceOnHost service = service(0, "host-0");
            hosts.host(0).change(0, 'b');
            hosts.host(0).onTasks(() -> record(hosts, service));

            assertThat(all(hosts.look()).get(service).state()).isEqualTo(State.CHANGING);
            hosts.host(0).onTasks(() -> {});
            assertThat(all(hosts.look()).get(service).state()).isEqualTo(State.IN_SYNC);
        }
    }

    private static void record(PlayedHosts hosts, ServiceOnHost service) {
        try {
            hosts.deploy(service, "next", 'b');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_host_to_which_nothing_was_deployed_is_not_asked() throws Exception {
        try (PlayedHosts hosts = new PlayedHosts(directory, 1, 0, LONG)) {
            assertThat(hosts.look()).isEmpty();
            assertThat(hosts.connections()).isZero();
        }
    }

    @Test
    void what_nobody_wants_any_longer_is_not_judged() throws Exception {
        try (PlayedHosts hosts = new PlayedHosts(directory, 2, 2, LONG)) {
            hosts.host(0).change(1, 'b');

            assertThat(all(hosts.look(service(0, "host-0")))).containsOnlyKeys(service(0, "host-0"));
            assertThat(hosts.connections()).isEqualTo(1);
        }
    }

    private static Map<String, HostDrift> byHost(List<HostDrift> found) {
        return found.stream().collect(Collectors.toMap(HostDrift::host, one -> one));
    }

    private static Map<ServiceOnHost, Drift> all(List<HostDrift> found) {
        return found.stream()
                .flatMap(host -> host.services().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
