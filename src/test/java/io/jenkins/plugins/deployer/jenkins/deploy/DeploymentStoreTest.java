package io.jenkins.plugins.deployer.jenkins.deploy;

import static io.jenkins.plugins.deployer.jenkins.deploy.Records.bad;
import static io.jenkins.plugins.deployer.jenkins.deploy.Records.record;
import static io.jenkins.plugins.deployer.report.Deployments.BUILDER;
import static io.jenkins.plugins.deployer.report.Deployments.commit;
import static io.jenkins.plugins.deployer.report.Deployments.digest;
import static io.jenkins.plugins.deployer.report.Deployments.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.service.Origin;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DeploymentStoreTest {
    @TempDir
    private Path home;

    private Path directory;
    private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    private DeploymentStore store;

    @BeforeEach
    void open() throws IOException {
        directory = home.resolve("deployer").resolve("services");
        store = reopened(100);
    }

    private DeploymentStore reopened(int retention) throws IOException {
        return DeploymentStore.open(directory, () -> retention, problems::add);
    }

    @Test
    void a_store_that_was_never_used_knows_nothing_and_writes_nothing() throws IOException {
        assertThat(store.history(BUILDER, 10)).isEmpty();
        assertThat(store.known(BUILDER)).isEmpty();
        assertThat(store.all()).isEmpty();
        assertThat(store.find(BUILDER, "1")).isEmpty();
        assertThat(quarantine('a')).isEmpty();
        assertThat(directory).doesNotExist();
    }

    @Test
    void what_was_added_is_there_for_the_next_process_with_who_asked_for_it() throws IOException {
        store.add(record("1", 'a', Outcome.LIVE));
        store.add(record("2", 'b', Outcome.FAILED));

        DeploymentStore next = reopened(100);
        assertThat(next.history(BUILDER, 10))
                .containsExactly(record("2", 'b', Outcome.FAILED), record("1", 'a', Outcome.LIVE));
        assertThat(next.history(BUILDER, 1)).containsExactly(record("2", 'b', Outcome.FAILED));
        assertThat(next.find(BUILDER, "1")).contains(record("1", 'a', Outcome.LIVE));
        assertThat(next.history(BUILDER, 1).get(0).asker()).isEqualTo(Records.ASKER);
    }

    @Test
    void a_deployment_is_kept_once_however_often_it_is_added() throws IOException {
        assertThat(store.add(record("1", 'a', Outcome.LIVE))).isTrue();
        assertThat(store.add(record("1", 'a', Outcome.FAILED))).isFalse();
        assertThat(reopened(100).add(record("1", 'a', Outcome.LIVE))).isFalse();

        assertThat(store.history(BUILDER, 10)).containsExactly(record("1", 'a', Outcome.LIVE));
    }

    @Test
    void every_service_is_known_by_its_last_deployment_and_its_last_good_one() throws IOException {
        store.add(record("1", 'a', Outcome.LIVE));
        store.add(record("2", 'b', Outcome.FAILED));
        store.add(record("3", 'c', Outcome.SUPERSEDED));
        store.add(record(service("other"), "4", 'a', Outcome.LIVE, false));

        for (DeploymentStore each : List.of(store, reopened(100))) {
            Map<ServiceOnHost, KnownService> all = each.all();
            assertThat(all.keySet()).containsExactly(BUILDER, service("other"));
            assertThat(all.get(BUILDER).last().deployment().id()).isEqualTo("3");
            assertThat(all.get(BUILDER).lastLive().orElseThrow().deployment().id())
                    .isEqualTo("1");
            assertThat(all.get(BUILDER).runs()).isEmpty();
            assertThat(each.known(service("other")).orElseThrow().runs()).contains(digest('a'));
        }
    }

    @Test
    void names_that_differ_by_case_only_or_are_no_names_of_files_have_histories_of_their_own() throws IOException {
        List<ServiceOnHost> services = Stream.of(
                        "web", "Web", "wEb", "../web", "web@x", "con", "ünïcode", "w".repeat(300))
                .map(Deployments::service)
                .toList();
        for (ServiceOnHost service : services) {
            store.add(record(service, service.name(), 'a', Outcome.LIVE, false));
        }

        assertThat(reopened(100).all().keySet()).containsExactlyInAnyOrderElementsOf(services);
        assertThat(files().map(name -> name.toLowerCase(Locale.ROOT)).distinct())
                .hasSize(services.size());
        assertThat(Files.list(home.resolve("deployer"))).containsExactly(directory);
    }

    @Test
    void only_the_newest_are_kept_and_what_is_needed_to_go_back() throws IOException {
        DeploymentStore small = reopened(3);
        small.add(record("oldest", 'a', Outcome.LIVE));
        small.add(record("before", 'b', Outcome.LIVE));
        small.add(record("good", 'c', Outcome.LIVE));
        small.add(record("same", 'c', Outcome.UNCHANGED));
        small.add(bad("says what runs", 'd'));
        for (int i = 0; i < 5; i++) {
            small.add(record("late " + i, 'e', Outcome.SUPERSEDED));
        }

        assertThat(ids(small)).containsExactly("late 4", "late 3", "late 2", "says what runs", "same", "before");
        assertThat(reopened(3).known(BUILDER)).isEqualTo(small.known(BUILDER));
        assertThat(small.known(BUILDER).orElseThrow().runs()).contains(digest('0'));
    }

    @Test
    void a_retention_that_was_made_shorter_holds_from_the_next_deployment_on() throws IOException {
        for (int i = 0; i < 10; i++) {
            store.add(record("superseded " + i, 'a', Outcome.SUPERSEDED));
        }

        DeploymentStore shorter = reopened(2);
        assertThat(ids(shorter)).hasSize(10);
        shorter.add(record("last", 'a', Outcome.SUPERSEDED));
        assertThat(ids(shorter)).containsExactly("last", "superseded 9");
    }

    @Test
    void a_bad_commit_stays_in_quarantine_until_it_was_good() throws IOException {
        DeploymentStore small = reopened(1);
        small.add(bad("1", 'a'));
        for (int i = 0; i < 5; i++) {
            small.add(record("good " + i, 'b', Outcome.LIVE));
        }

        for (DeploymentStore each : List.of(small, reopened(1))) {
            assertThat(quarantine(each, 'a')).hasValueSatisfying(why -> assertThat(why)
                    .startsWith("it was rolled back at 2026-05-03T12:00:06Z: "));
            assertThat(quarantine(each, 'b')).isEmpty();
            assertThat(each.reason(request("other", 'a'), digest('a'))).isEmpty();
        }

        small.add(record("2", 'a', Outcome.SUPERSEDED));
        assertThat(quarantine(small, 'a')).isPresent();
        small.add(record("3", 'a', Outcome.LIVE));
        assertThat(quarantine(small, 'a')).isEmpty();
        assertThat(quarantine(reopened(1), 'a')).isEmpty();
    }

    @Test
    void an_image_of_somebody_else_is_in_quarantine_by_its_digest() throws IOException {
        store.add(bad("1", 'a'));
        ServiceRequest foreign =
                ServiceRequest.of("toxis", "base-images_builder", ImageName.parse("acme/web"), Deployments.NOON);

        assertThat(store.reason(foreign, digest('a'))).isPresent();
        assertThat(store.reason(foreign, digest('b'))).isEmpty();
    }

    @Test
    void a_damaged_file_is_told_about_once_and_what_can_be_read_stays() throws IOException {
        store.add(bad("1", 'a'));
        store.add(record("2", 'b', Outcome.LIVE));
        Path file = file();
        Files.writeString(
                file, Files.readString(file).replaceFirst("\"outcome\" : \"live\"", "\"outcome\" : \"spl\u00fct\""));

        DeploymentStore next = reopened(100);
        assertThat(ids(next)).containsExactly("1");
        assertThat(quarantine(next, 'a')).isPresent();
        assertThat(problems).singleElement().asString().contains("spl\u00fct").contains(".broken");
        assertThat(directory.resolve(file.getFileName() + ".broken")).content().contains("spl\u00fct");
        next.add(record("3", 'c', Outcome.LIVE));
        assertThat(ids(reopened(100))).containsExactly("3", "1");
        assertThat(problems).hasSize(1);
    }

    @Test
    void a_file_cut_off_anywhere_never_stops_the_store() throws IOException {
        store.add(record("1", 'a', Outcome.LIVE));
        String whole = Files.readString(file());
        for (int length = 0; length < whole.length(); length += 7) {
            problems.clear();
            Files.writeString(file(), whole.substring(0, length));
            DeploymentStore next = reopened(100);
            assertThat(next.known(BUILDER))
                    .as("of the first %s characters", length)
                    .isEmpty();
            assertThat(problems).hasSize(1);
            assertThat(next.add(record("2", 'b', Outcome.LIVE))).isTrue();
            assertThat(ids(reopened(100))).containsExactly("2");
        }
    }

    @Test
    void a_file_of_a_later_version_can_be_read() throws IOException {
        store.add(record("1", 'a', Outcome.LIVE));
        Files.writeString(
                file(),
                Files.readString(file())
                        .replace("\"form\" : 1", "\"form\" : 2, \"new\" : {}")
                        .replace("\"run\"", "\"alsoNew\" : [], \"run\""));

        assertThat(ids(reopened(100))).containsExactly("1");
        assertThat(problems).isEmpty();
    }

    @Test
    void many_threads_lose_nothing() throws IOException {
        int threads = 8;
        int each = 25;
        List<CompletableFuture<Void>> all = IntStream.range(0, threads)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < each; i++) {
                        add(record(service("web-" + i % 5), thread + "-" + i, 'a', Outcome.LIVE, false));
                        add(record(service("web-" + i % 5), "same-" + i, 'a', Outcome.LIVE, false));
                    }
                }))
                .toList();
        all.forEach(CompletableFuture::join);

        AtomicInteger found = new AtomicInteger();
        for (ServiceOnHost service : reopened(100).all().keySet()) {
            List<RecordedDeployment> history = store.history(service, 1000);
            assertThat(history.stream().map(one -> one.deployment().id())).doesNotHaveDuplicates();
            found.addAndGet(history.size());
        }
        assertThat(found).hasValue(threads * each + each);
    }

    private void add(RecordedDeployment one) {
        try {
            store.add(one);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_process_killed_in_mid_write_loses_nothing_that_was_added() throws IOException, InterruptedException {
        Map<String, List<String>> added = new HashMap<>();
        for (int round = 0; round < 5; round++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            StoreWriter.class.getName(),
                            directory.toString(),
                            "round" + round)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader ids =
                    new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
                for (int i = 0; i < 7 + 9 * round; i++) {
                    keep(added, ids.readLine());
                }
                writer.toHandle().destroyForcibly();
                for (String id = ids.readLine(); id != null; id = ids.readLine()) {
                    keep(added, id);
                }
            }
            writer.waitFor();

            DeploymentStore next = reopened(20);
            assertThat(files()).as("what is left after the next start").allMatch(name -> name.endsWith(".json"));
            for (Map.Entry<String, List<String>> service : added.entrySet()) {
                List<String> newest = service.getValue();
                assertThat(next.history(service(service.getKey()), 21).stream()
                                .map(one -> one.deployment().id()))
                        .containsAll(newest.subList(Math.max(0, newest.size() - 19), newest.size()));
            }
        }
        assertThat(problems).isEmpty();
    }

    private static void keep(Map<String, List<String>> added, String id) {
        String service = "web-" + Integer.parseInt(id.substring(id.indexOf('-') + 1)) % 3;
        added.computeIfAbsent(service, name -> new ArrayList<>()).add(id);
    }

    private Optional<String> quarantine(char version) {
        return quarantine(store, version);
    }

    private static Optional<String> quarantine(DeploymentStore store, char version) {
        return store.reason(request("base-images_builder", version), digest('9'));
    }

    private static ServiceRequest request(String service, char version) {
        return ServiceRequest.of("toxis", service, ImageName.parse("acme/web"), Deployments.NOON)
                .withOrigin(new Origin(new RepositoryName("acme", "web"), "live", commit(version)));
    }

    private static List<String> ids(DeploymentStore store) throws IOException {
        return store.history(BUILDER, 1000).stream()
                .map(one -> one.deployment().id())
                .toList();
    }

    private Path file() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> path.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).toList().stream();
        }
    }
}
