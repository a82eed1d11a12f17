package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
    private static final BuildKey KEY = new BuildKey("a".repeat(64));
    private static final String ASKED = "f".repeat(64);

    @TempDir
    Path directory;

    @Test
    void an_image_that_two_branches_built_at_the_same_time_is_checked_once() throws Exception {
        BuildRecordFile records = new BuildRecordFile(directory);
        Staging staging = new Staging(new RegistryClient(Logins.NONE, Set.of(), line -> {}), records);
        BuildRecord first = build("main", "1");
        BuildRecord second = build("feature", "1");
        BuildRecord another = build("master", "2");
        records.add(first);
        staging.addChecked(first, ASKED);
        records.add(second);

        assertThat(records.of(KEY).get(0).checked()).isEmpty();
        assertThat(staging.isChecked(second, ASKED)).isTrue();
        assertThat(staging.isChecked(second, "0".repeat(64))).isFalse();
        assertThat(staging.isChecked(another, ASKED)).isFalse();
    }

    private static BuildRecord build(String branch, String digit) {
        return new BuildRecord(
                KEY,
                Architecture.X86_64,
                ImageName.parse("registry.example.org/staging@sha256:" + digit.repeat(64)),
                new Revision(
                        new RepositoryName("mirage", "mirage-www"),
                        new Head.Branch(branch),
                        "c".repeat(40),
                        "d".repeat(40)),
                Instant.EPOCH,
                Duration.ofMinutes(1));
    }
}
