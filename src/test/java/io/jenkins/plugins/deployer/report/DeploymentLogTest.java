package io.jenkins.plugins.deployer.report;

import static io.jenkins.plugins.deployer.report.Deployments.BUILDER;
import static io.jenkins.plugins.deployer.report.Deployments.commit;
import static io.jenkins.plugins.deployer.report.Deployments.deployment;
import static io.jenkins.plugins.deployer.report.Deployments.digest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.service.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeploymentLogTest {
    @TempDir
    private Path directory;

    private Path file;
    private DeploymentLog log;
    private final List<String> problems = new ArrayList<>();

    @BeforeEach
    void open() {
        file = directory.resolve("state").resolve("deployments.jsonl");
        log = new DeploymentLog(file, problems::add);
    }

    @Test
    void a_log_that_was_never_written_is_empty() throws IOException {
        assertThat(ids()).isEmpty();
        assertThat(quarantine('a')).isEmpty();
        assertThat(log.records()).isEmpty();
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void deployments_are_read_in_the_order_they_were_appended() throws IOException {
        append(deployment("1", 'a', Outcome.LIVE), deployment("2", 'b', Outcome.ROLLED_BACK));

        assertThat(ids()).containsExactly("1", "2");
        assertThat(problems).isEmpty();
    }

    @Test
    void a_line_torn_by_a_crash_is_told_and_the_next_one_is_whole() throws IOException {
        append(deployment("1", 'a', Outcome.LIVE));
        tear(deployment("2", 'b', Outcome.LIVE));

        assertThat(ids()).containsExactly("1");
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith(file + ":2: ")
                .contains("its end is missing");

        append(deployment("3", 'c', Outcome.LIVE));
        problems.clear();

        assertThat(ids()).containsExactly("1", "3");
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith(file + ":2: ")
                .contains("it is no JSON");
    }

    @Test
    void foreign_and_endless_lines_are_told_and_passed_over() throws IOException {
        append(deployment("1", 'a', Outcome.LIVE));
        Files.writeString(file, "{}\n\u0000\u0000\n\n" + "x".repeat(1 << 20) + "\n", StandardOpenOption.APPEND);
        append(deployment("2", 'b', Outcome.LIVE));

        assertThat(ids()).containsExactly("1", "2");
        assertThat(problems).hasSize(3);
        assertThat(problems.get(0)).startsWith(file + ":2: ").endsWith("A deployment has no text \"id\"");
        assertThat(problems.get(1)).startsWith(file + ":3: ");
        assertThat(problems.get(2)).startsWith(file + ":5: ").endsWith("it is longer than 65536 bytes");
    }

    @Test
    void threads_and_processes_append_at_once() throws Exception {
        List<Process> writers = new ArrayList<>();
        for (String name : List.of("x", "y")) {
            writers.add(writer(name, 40));
        }
        IntStream.range(0, 40).parallel().forEach(i -> appendUnchecked(deployment("z" + i, 'a', Outcome.LIVE)));
        for (Process writer : writers) {
            assertThat(writer.waitFor()).isZero();
        }

        assertThat(ids()).hasSize(120).doesNotHaveDuplicates();
        assertThat(problems).isEmpty();
    }

    @Test
    void a_writer_killed_at_any_moment_leaves_at_most_one_torn_line_and_no_lock() throws Exception {
        Process writer = writer("x", Integer.MAX_VALUE);
        while (ids().size() < 20) {
            assertThat(writer.isAlive()).isTrue();
        }
        writer.destroyForcibly().waitFor();
        problems.clear();

        int before = ids().size();
        append(deployment("after", 'a', Outcome.LIVE));
        assertThat(ids()).hasSize(before + 1).endsWith("after");
        assertThat(Files.readAllLines(file).size() - ids().size()).isLessThanOrEqualTo(1);
    }

    @Test
    void the_history_of_a_service_has_the_newest_first_and_no_more_than_wanted() throws IOException {
        for (int i = 0; i < 5; i++) {
            append(
                    deployment("" + i, 'a', Outcome.LIVE),
                    deployment(Deployments.service("other"), "other" + i, 'a', Outcome.LIVE, false));
        }

        assertThat(log.history(BUILDER, 3)).extracting(Deployment::id).containsExactly("4", "3", "2");
    }

    @Test
    void the_record_of_a_service_says_what_should_run() throws IOException {
        append(deployment("1", 'a', Outcome.LIVE));
        assertThat(runs()).contains(digest('a'));

        append(deployment("2", 'b', Outcome.ROLLED_BACK));
        assertThat(runs()).contains(digest('0'));

        append(deployment("3", 'c', Outcome.SUPERSEDED), deployment("4", 'b', Outcome.REFUSED));
        assertThat(runs()).contains(digest('0'));
        assertThat(log.records().get(BUILDER).last().id()).isEqualTo("4");
        assertThat(log.records().get(BUILDER).lastLive()).map(Deployment::id).contains("1");

        append(deployment("5", 'd', Outcome.FAILED));
        assertThat(runs()).isEmpty();
        assertThat(log.records()).hasSize(1);
    }

    @Test
    void a_commit_rolled_back_for_its_own_fault_is_in_quarantine_for_that_service() throws IOException {
        append(deployment(BUILDER, "1", 'b', Outcome.ROLLED_BACK, true));
        append(deployment("2", 'b', Outcome.REFUSED), deployment("3", 'c', Outcome.LIVE));

        assertThat(quarantine('b')).contains("1");
        assertThat(quarantine('c')).isEmpty();
        assertThat(log.quarantineOfCommit(Deployments.service("other"), commit('b')))
                .isEmpty();
        assertThat(log.quarantineOfDigest(BUILDER, digest('b')))
                .map(Deployment::id)
                .contains("1");
    }

    @Test
    void a_commit_is_out_of_quarantine_once_it_was_live_and_was_never_in_for_anothers_fault() throws IOException {
        append(
                deployment(BUILDER, "1", 'b', Outcome.ROLLED_BACK, true),
                deployment("2", 'b', Outcome.LIVE),
                deployment(BUILDER, "3", 'c', Outcome.FAILED, false));

        assertThat(quarantine('b')).isEmpty();
        assertThat(quarantine('c')).isEmpty();
    }

    @Test
    void quarantine_is_known_as_of_what_others_wrote_and_removed_since() throws Exception {
        DeploymentLog other = new DeploymentLog(file, problems::add);
        other.append(deployment(BUILDER, "1", 'b', Outcome.ROLLED_BACK, true));
        assertThat(quarantine('b')).contains("1");

        tear(deployment(BUILDER, "2", 'c', Outcome.ROLLED_BACK, true));
        assertThat(quarantine('c')).isEmpty();
        other.append(deployment("3", 'b', Outcome.LIVE));
        other.append(deployment(BUILDER, "4", 'd', Outcome.ROLLED_BACK, true));
        assertThat(quarantine('b')).isEmpty();
        assertThat(quarantine('d')).contains("4");

        Files.delete(file);
        assertThat(quarantine('d')).isEmpty();
        other.append(deployment(BUILDER, "5", 'e', Outcome.ROLLED_BACK, true));
        assertThat(quarantine('e')).contains("5");
    }

    @Test
    void asking_about_many_services_reads_the_log_once() throws IOException {
        append(deployment(BUILDER, "1", 'b', Outcome.ROLLED_BACK, true));
        Files.writeString(file, "{}\n", StandardOpenOption.APPEND);
        for (int i = 0; i < 5; i++) {
            assertThat(quarantine('b')).contains("1");
        }

        assertThat(problems).hasSize(1);
    }

    private Optional<String> quarantine(char version) throws IOException {
        return log.quarantineOfCommit(BUILDER, commit(version)).map(Deployment::id);
    }

    private Optional<String> runs() throws IOException {
        return log.records().get(BUILDER).runs();
    }

    private void append(Deployment... deployments) throws IOException {
        for (Deployment deployment : deployments) {
            log.append(deployment);
        }
    }

    private void appendUnchecked(Deployment deployment) {
        try {
            log.append(deployment);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void tear(Deployment deployment) throws IOException {
        byte[] line = DeploymentJson.of(deployment).toString().getBytes(UTF_8);
        try (var out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            out.write(line, 0, line.length / 2);
        }
    }

    private List<String> ids() throws IOException {
        List<String> ids = new ArrayList<>();
        log.forEach(deployment -> ids.add(deployment.id()));
        return ids;
    }

    private Process writer(String name, int count) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString(),
                        name,
                        "" + count)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Another process that appends. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            DeploymentLog log = new DeploymentLog(Path.of(arguments[0]), problem -> {});
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                log.append(deployment(arguments[1] + i, 'a', Outcome.LIVE));
            }
        }
    }
}
