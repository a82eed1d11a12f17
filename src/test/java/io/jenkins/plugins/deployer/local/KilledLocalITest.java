package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.real.RealDocker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} of {@code deployer local} at one moment after the other, and the same command again. */
@ExtendWith(RealDocker.Extension.class)
class KilledLocalITest {
    private final RealDocker docker;
    private Organisation organisation;

    KilledLocalITest(RealDocker docker) {
        this.docker = docker;
    }

    @BeforeEach
    void found() throws Exception {
        organisation = new Organisation(docker);
        organisation.runService();
    }

    @AfterEach
    void close() {
        organisation.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Build Dockerfile for x86_64: started",
                "built, kept as ",
                "published as ",
                ": pulling ",
                " updated to ",
                " is running",
                "replicas run it; watching",
                ": live: "
            })
    void a_good_version_ends_up_live(String moment) throws Exception {
        organisation.push("live", "second");
        try (JarRun killed = organisation.start("local", "--confirm", "never")) {
            killed.awaitLog(moment).kill();
        }

        JarRun again = organisation.run("local", "--confirm", "never");

        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(organisation.page()).contains("second");
        assertThat(generations("second"))
                .as("tasks of the new version per slot")
                .allMatch(count -> count == 1);
        assertThat(organisation.log()).anySatisfy(line -> assertThat(line).contains("\"outcome\":\"live\""));
        assertThat(organisation.log().stream().filter(line -> line.contains("\"outcome\":\"live\"")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": pulling ",
                " updated to ",
                "replicas run it; watching",
                " is bad: ",
                "going back to ",
                "rolled back: "
            })
    void a_bad_version_ends_up_rolled_back(String moment) throws Exception {
        organisation.push("live", "second");
        assertThat(organisation.run("local", "--confirm", "never").exitCode()).isZero();
        organisation.pushIll("live", "third");
        try (JarRun killed = organisation.start("local", "--confirm", "never")) {
            killed.awaitLog(moment).kill();
        }

        JarRun again = organisation.run("local", "--confirm", "never");

        assertThat(again.exitCode()).as(again.toString()).isIn(1, 3);
        assertThat(organisation.page()).contains("second");
        assertThat(organisation.log().stream().filter(line -> line.contains("\"outcome\":\"rolled back\"")))
                .as(again.toString())
                .hasSize(1);
    }

    /** How many tasks each slot had of what runs now. */
    private List<Integer> generations(String page) {
        Map<Integer, Integer> bySlot = new HashMap<>();
        String image = organisation.service().image();
        for (JsonNode task : organisation.service().tasks()) {
            if (task.at("/Spec/ContainerSpec/Image").asText().equals(image)) {
                bySlot.merge(task.path("Slot").asInt(), 1, Integer::sum);
            }
        }
        assertThat(bySlot).as("tasks of " + page).isNotEmpty();
        return List.copyOf(bySlot.values());
    }
}
