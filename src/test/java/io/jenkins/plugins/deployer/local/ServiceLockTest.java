package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLockTest {
    @TempDir
    private Path state;

    @Test
    void a_service_is_deployed_by_one_command_at_a_time() throws Exception {
        try (ServiceLock lock = ServiceLock.take(state, "web", "toxis")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> ServiceLock.take(state, "web", "toxis"))
                    .isInstanceOfSatisfying(
                            ExitException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                    .hasMessage("web@toxis is being deployed by another deployer command (process "
                            + ProcessHandle.current().pid() + "); run this one again when that has ended");
        }
    }

    @Test
    void services_do_not_wait_for_each_other() throws Exception {
        try (ServiceLock web = ServiceLock.take(state, "web", "toxis");
                ServiceLock other = ServiceLock.take(state, "web", "m1-a")) {
            assertThat(web).isNotEqualTo(other);
        }
    }

    @Test
    void the_lock_goes_back_when_it_is_closed() throws Exception {
        Path inner = state.resolve("inner");

        ServiceLock.take(inner, "../../odd name", "toxis").close();
        ServiceLock.take(inner, "../../odd name", "toxis").close();

        assertThat(inner).isDirectoryContaining("glob:**/locks");
        assertThat(state).isDirectoryNotContaining("glob:**/odd*");
    }
}
