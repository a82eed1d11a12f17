package io.jenkins.plugins.deployer.unikernel.solo5;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SystemdUnitTest {
    private static Liveness unit(String... lines) {
        return SystemdUnit.of(List.of(lines)).liveness();
    }

    @Test
    void one_that_is_active_is_another_instance_after_each_start() {
        Liveness up = unit("ActiveState=active", "MainPID=7", "NRestarts=0", "ActiveEnterTimestampMonotonic=1000");

        assertThat(up.instance()).hasValue("7 since 1000 after 0 restarts");
        assertThat(unit("ActiveState=active", "MainPID=7", "NRestarts=1", "ActiveEnterTimestampMonotonic=1000"))
                .isNotEqualTo(up);
        assertThat(unit("ActiveState=active", "MainPID=7", "NRestarts=0", "ActiveEnterTimestampMonotonic=1001"))
                .isNotEqualTo(up);
    }

    @Test
    void what_is_down_says_why() {
        assertThat(unit("ActiveState=failed", "Result=exit-code", "ExecMainStatus=255")
                        .down())
                .hasValue("ended with exit status 255");
        assertThat(unit("ActiveState=failed", "Result=signal", "ExecMainCode=2", "ExecMainStatus=9")
                        .down())
                .hasValue("was ended by signal 9");
        assertThat(unit("ActiveState=failed", "Result=timeout", "ExecMainCode=2", "ExecMainStatus=9")
                        .down())
                .hasValue("ended (timeout)");
        assertThat(unit("ActiveState=activating", "SubState=auto-restart", "Result=exit-code", "ExecMainStatus=1")
                        .down())
                .hasValue("ended with exit status 1 (systemd is about to start it again)");
        assertThat(unit("ActiveState=deactivating", "SubState=stop-sigterm").down())
                .hasValue("is being stopped");
        assertThat(unit("ActiveState=inactive", "ExecMainCode=0").down()).hasValue("is not started");
        assertThat(unit("ActiveState=inactive", "ExecMainCode=2", "ExecMainStatus=15")
                        .down())
                .hasValue("was stopped");
        assertThat(unit("ActiveState=inactive", "ExecMainCode=1", "ExecMainStatus=0")
                        .down())
                .hasValue("ended with exit status 0");
        assertThat(unit("LoadState=not-found", "ActiveState=inactive").down())
                .hasValue("is down: systemd has no unit unikernel@.service there");
        assertThat(unit().down()).hasValue("is down: systemd does not answer there");
    }

    @Test
    void one_that_is_being_started_is_neither_up_nor_down() {
        assertThat(unit("ActiveState=activating", "SubState=start")).isEqualTo(Liveness.starting());
    }

    @Test
    void a_status_command_says_it_in_its_own_words() {
        assertThat(Liveness.ofCommand(0, List.of("17", "hello"))).isEqualTo(Liveness.up("17"));
        assertThat(Liveness.ofCommand(0, List.of(""))).isEqualTo(Liveness.up("up"));
        assertThat(Liveness.ofCommand(3, List.of("a line", "it is gone", " ")))
                .isEqualTo(Liveness.down("is down: it is gone"));
        assertThat(Liveness.ofCommand(2, List.of("")))
                .isEqualTo(Liveness.down("is down: its status command ended with 2"));
    }
}
