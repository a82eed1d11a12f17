package io.jenkins.plugins.deployer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states that all endings go through, as files and as Java writes them, in this process and in a new one. */
class SavedRollOutTest {
    private static final int LARGEST = 64 * 1024;

    /** A process that reads states, one a line, and writes what it read. */
    static final class NewProcess {
        private NewProcess() {}

        public static void main(String[] arguments) throws IOException {
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(
                        RollOut.fromJson(new ObjectMapper().readTree(line)).toJson());
            }
        }
    }

    @Test
    void every_state_is_read_back_in_a_new_process(@TempDir Path directory) throws Exception {
        List<String> saved =
                states().stream().map(state -> state.toJson().toString()).toList();
        Path file = Files.write(directory.resolve("states"), saved);
        Path answers = directory.resolve("answers");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NewProcess.class.getName())
                .redirectInput(file.toFile())
                .redirectOutput(answers.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(Files.readAllLines(answers)).isEqualTo(saved);
    }

    @Test
    void every_state_survives_java_serialization_and_is_small() throws Exception {
        for (RollOut state : states()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(state);
            }
            assertThat(bytes.size()).isLessThan(LARGEST);
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertThat(in.readObject()).isEqualTo(state);
            }
        }
    }

    @Test
    void a_state_of_before_the_time_in_which_nobody_asked_was_known_is_read() {
        RollOut state = states().get(0);
        ObjectNode older = (ObjectNode) state.toJson();
        ((ObjectNode) older.get("gap")).remove("unwatched");

        assertThat(RollOut.fromJson(older)).isEqualTo(state);
    }

    @Test
    void who_chose_its_commit_is_kept_and_nobody_did_before_that_was_known() {
        RepositoryName repository = RepositoryName.parse("ocurrent/docker-base-images");
        Origin chosen = new Origin(repository, "live", "a".repeat(40), true);
        RollOut state = RollOut.begin(new SimulatedWorld(1).request().withOrigin(chosen));
        assertThat(RollOut.fromJson(state.toJson()).request().origin()).contains(chosen);

        ObjectNode older = (ObjectNode) state.toJson();
        ((ObjectNode) older.get("request").get("origin")).remove("isChosen");
        assertThat(RollOut.fromJson(older).request().origin()).contains(new Origin(repository, "live", "a".repeat(40)));
    }

    @Test
    void what_is_no_state_is_said_to_be_none() {
        assertThatThrownBy(() -> RollOut.fromJson(new ObjectMapper().readTree("{\"phase\": \"LUNCH\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not the state of a roll-out");
    }

    private static List<RollOut> states() {
        List<RollOut> all = new ArrayList<>();
        for (Behaviour.Kind kind : Behaviour.Kind.values()) {
            SimulatedWorld world = new SimulatedWorld(1).behaves(SimulatedWorld.NEW, kind);
            world.deploy(world.request().withHealth(world.health()));
            all.addAll(world.saved);
        }
        return all.stream().distinct().toList();
    }
}
