package io.jenkins.plugins.deployer.unikernel.solo5;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.RealSolo5Host;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelOnHost;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shell on the host is killed before, and after, each of the commands that change files there. At every moment the host says
 * of the unikernel that runs that it runs, and when the same is asked for once more, all ends as if nothing had happened.
 */
@ExtendWith(RealSolo5Host.Extension.class)
@Timeout(600)
class KilledSolo5HostITest {
    private static final WantedUnikernel WANTED = Played.wanted(UnikernelTarget.HVT);

    @TempDir
    private Path here;

    private RealSolo5Host real = RealSolo5Host.start();
    private Engines engines = new Engines(real.environment());
    private Solo5Host host;
    private UnikernelFile first;
    private UnikernelFile second;

    private interface Doing {
        void run() throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        host = new Solo5Host(real.rules(), engines.ssh(real.rules()));
        first = Played.unikernel(here, "first", Played.RUNS);
        second = Played.unikernel(here, "second", Played.RUNS);
        real.canDieIn("mv", "ln", "rm");
    }

    @AfterEach
    void stop() {
        engines.close();
        real.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_change_and_its_way_back_that_are_killed_are_done_once_more(boolean after) throws Exception {
        host.change("first", "www", WANTED, first, host.prepare("first", "www", WANTED, first, Optional.empty()));
        Optional<UnikernelOnHost> now = host.look("www");
        int deaths = 0;
        boolean died = true;
        for (int moment = 1; died; moment++) {
            String id = "request-" + moment;
            JsonNode prepared = host.prepare(id, "www", WANTED, second, now);
            real.removeState("www.starts");
            Files.deleteIfExists(real.directory().resolve("www.hvt.previous"));
            Files.writeString(real.directory().resolve("www.hvt.previous"), "even older");

            died = dies(moment, after, () -> host.change(id, "www", WANTED, second, prepared));
            if (died) {
                deaths++;
                assertTruth();
                host.change(id, "www", WANTED, second, prepared);
            }
            assertInPlace(second);
            assertThat(sha256("www.hvt.previous")).as(scene()).isEqualTo(first.sha256());

            if (dies(moment, after, () -> host.putBack(id, "www", prepared))) {
                died = true;
                deaths++;
                assertTruth();
                host.putBack(id, "www", prepared);
            }
            assertInPlace(first);
            // There and back, each at most once more than needed: if it was killed right after it had started.
            assertThat(real.state("www.starts").lines().count()).as(scene()).isBetween(2L, 4L);
        }
        assertTruth();
        assertThat(deaths).as("moments at which it was killed").isGreaterThanOrEqualTo(8);
        try (var files = Files.list(real.directory())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as(scene())
                    .containsExactlyInAnyOrder("www.deployed", "www.hvt", "www.hvt.previous", "www.log");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_first_one_and_its_way_back_to_nothing_too(boolean after) throws Exception {
        int deaths = 0;
        boolean died = true;
        for (int moment = 1; died; moment++) {
            String id = "request-" + moment;
            JsonNode prepared = host.prepare(id, "www", WANTED, first, Optional.empty());

            died = dies(moment, after, () -> host.change(id, "www", WANTED, first, prepared));
            if (died) {
                host.change(id, "www", WANTED, first, prepared);
            }
            assertInPlace(first);

            if (dies(moment, after, () -> host.putBack(id, "www", prepared))) {
                died = true;
                host.putBack(id, "www", prepared);
            }
            assertThat(real.directory().resolve("www.hvt")).as(scene()).doesNotExist();
            assertThat(real.state("www.active")).as(scene()).isEqualTo("inactive");
            deaths += died ? 1 : 0;
        }
        assertThat(host.look("www")).as(scene()).isEmpty();
        assertThat(deaths).as("moments at which it was killed").isGreaterThanOrEqualTo(4);
    }

    private boolean dies(int moment, boolean after, Doing doing) throws Exception {
        if (after) {
            real.setState("after", "");
        }
        real.setState("moment", Integer.toString(moment));
        try {
            doing.run();
            return false;
        } catch (UnikernelHostException e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(UnikernelHostException.Kind.PASSING);
            return true;
        } finally {
            real.removeState("moment");
        }
    }

    /** What is said to run is what runs. */
    private void assertTruth() throws Exception {
        UnikernelOnHost now = host.look("www").orElseThrow();
        awaitRunning(now.sha256());
        assertThat(now.instance()).as(scene()).isPresent();
    }

    private void assertInPlace(UnikernelFile file) throws Exception {
        assertThat(sha256("www.hvt")).as(scene()).isEqualTo(file.sha256());
        awaitRunning(file.sha256());
    }

    private void awaitRunning(String sha256) {
        Eventually.holds(
                () -> sha256 + " runs, not " + real.state("www.runs") + "\n" + scene(),
                Duration.ofSeconds(20),
                () -> real.state("www.runs").equals(sha256));
    }

    private String scene() {
        return "killed at: " + real.state("deaths");
    }

    private String sha256(String file) throws Exception {
        return Played.sha256(Files.readAllBytes(real.directory().resolve(file)));
    }
}
