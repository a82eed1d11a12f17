package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildRecordFileTest {
    private static final BuildKey KEY = new BuildKey("a".repeat(64));
    private static final BuildKey OTHER = new BuildKey("b".repeat(64));

    @TempDir
    Path directory;

    @Test
    void gives_back_what_was_recorded_the_newest_first() throws Exception {
        BuildRecord old = build(KEY, 1, new Head.Branch("live"));
        BuildRecord middle = build(KEY, 2, new Head.Tag("v1 \"é\""));
        BuildRecord newest = build(KEY, 3, new Head.ChangeRequest("PR-12", "live"));
        BuildRecords records = records();
        records.add(old);
        records.add(middle);
        records.add(build(OTHER, 4, new Head.Branch("live")));
        records.add(newest);

        assertThat(records().of(KEY)).containsExactly(newest, middle, old);
    }

    @Test
    void knows_nothing_at_first() throws Exception {
        assertThat(records().of(KEY)).isEmpty();
    }

    @Test
    void loses_only_the_line_that_a_crash_tore() throws Exception {
        BuildRecord first = build(KEY, 1, new Head.Branch("live"));
        BuildRecord torn = build(KEY, 2, new Head.Branch("live"));
        BuildRecord last = build(KEY, 3, new Head.Branch("live"));
        records().add(first);
        String line = BuildRecordJson.write(torn).toString();
        for (int length = 0; length < line.length(); length += 20) {
            Path file = directory.resolve("builds.jsonl");
            Files.writeString(file, line.substring(0, length), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            records().add(last);

            assertThat(records().of(KEY)).startsWith(last).endsWith(first).doesNotContain(torn);
        }
    }

    @Test
    void skips_lines_that_are_no_records() throws Exception {
        BuildRecord good = build(KEY, 1, new Head.Branch("live"));
        records().add(good);
        String line = BuildRecordJson.write(good).toString();
        for (String bad : List.of(
                "\0\0\0" + KEY.hex(),
                "[\"" + KEY.hex() + "\"]",
                "null " + KEY.hex(),
                line.replace("\"branch\"", "\"fork\""),
                line.replace("x86_64", "z80"),
                line.replace("PT1M", "soon"),
                line.replace("@sha256", ":sha256"))) {
            Files.writeString(directory.resolve("builds.jsonl"), bad + "\n", StandardOpenOption.APPEND);
        }

        assertThat(records().of(KEY)).containsExactly(good);
    }

    @Test
    void keeps_every_record_of_many_writers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int writer = i;
            writers.add(threads.submit(() -> {
                for (int build = 0; build < 10; build++) {
                    records().add(build(KEY, writer * 10 + build, new Head.Branch("live")));
                }
                return null;
            }));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        threads.shutdown();

        assertThat(records().of(KEY)).hasSize(80).doesNotHaveDuplicates();
    }

    @Test
    void serves_other_commits_of_the_repository_unless_a_change_request_was_built() {
        Revision live = build(KEY, 1, new Head.Branch("live")).revision();

        assertThat(build(KEY, 2, new Head.Branch("feature")).serves(live)).isTrue();
        assertThat(build(KEY, 2, new Head.Tag("v1")).serves(live)).isTrue();
        assertThat(build(KEY, 2, new Head.ChangeRequest("PR-1", "live")).serves(live))
                .isFalse();
        Revision elsewhere =
                new Revision(new RepositoryName("somebody", "fork"), live.head(), live.commit(), live.tree());
        assertThat(build(KEY, 2, new Head.Branch("feature")).serves(elsewhere)).isFalse();
    }

    private BuildRecords records() {
        return new BuildRecordFile(directory);
    }

    private static BuildRecord build(BuildKey key, int number, Head head) {
        String id = "%040x".formatted(number);
        return new BuildRecord(
                key,
                Architecture.X86_64,
                ImageName.parse("registry.example.org/staging@sha256:" + "c".repeat(64)),
                new Revision(new RepositoryName("ocurrent", "docker-base-images"), head, id, id),
                Instant.ofEpochSecond(1_700_000_000L + number),
                Duration.ofMinutes(1));
    }
}
