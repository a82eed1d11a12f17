package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDirectoryTest {
    @Test
    void is_where_the_desktop_standard_keeps_state() {
        assertThat(StateDirectory.ofUser(Map.of("XDG_STATE_HOME", "/var/state")))
                .isEqualTo(Path.of("/var/state/deployer"));
        assertThat(StateDirectory.ofUser(Map.of()).toString()).endsWith("/.local/state/deployer");
    }
}
