package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.Finished;
import io.jenkins.plugins.deployer.process.Runner;
import io.jenkins.plugins.deployer.process.SearchPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
    @ParameterizedTest
    @ValueSource(strings = {"build.sh", "probe.sh"})
    void a_script_is_for_every_posix_shell(String name) throws Exception {
        assumeThat(SearchPath.ofThisProcess().all("shellcheck"))
                .as("the program shellcheck")
                .isNotEmpty();

        Finished<String> finished = new Runner(Duration.ofMinutes(1))
                .read(
                        Command.of("shellcheck", "--shell=sh", "-"),
                        stream -> stream.write(Script.text(name).getBytes(StandardCharsets.UTF_8)),
                        stream -> new String(stream.readAllBytes(), StandardCharsets.UTF_8));

        assertThat(finished.output()).isEmpty();
    }
}
