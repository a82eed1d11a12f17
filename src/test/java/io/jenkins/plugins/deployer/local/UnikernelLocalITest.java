package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealSolo5Host;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged command, a real forge, engine and registry, and a Solo5 host behind a real sshd. */
@ExtendWith({RealDocker.Extension.class, RealSolo5Host.Extension.class})
class UnikernelLocalITest {
    private static final String GOOD = "echo hello; exec sleep 1000";
    private static final String BAD = "echo 'cannot parse the key'; exit 2";

    private final RealDocker docker;
    private RealSolo5Host host;
    private UnikernelOrganisation organisation;

    UnikernelLocalITest(RealDocker docker) {
        this.docker = docker;
    }

    @BeforeEach
    void found() throws Exception {
        host = RealSolo5Host.start();
        organisation = new UnikernelOrganisation(docker);
        organisation.logIn(host.sshd());
        organisation.rules(
                "m1-a: {solo5: \"%s\", directory: \"%s\"}"
                        .formatted(host.rules().endpoint(), host.directory()),
                """
                - unikernel: Dockerfile
                  target: hvt
                  args: { EXTRA_FLAGS: "--tls=true" }
                  deploy:
                    - { branch: master, unikernel: www, host: m1-a, networks: [service], settle: 1s }
                """);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private static byte[] unikernel(String does) {
        byte[] elf = UnikernelOrganisation.unikernel("hvt", "net:service");
        byte[] play = ("\n#play\n" + does + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(elf, elf.length + play.length);
        System.arraycopy(play, 0, all, elf.length, play.length);
        return all;
    }

    private void push(String branch, String does) throws Exception {
        organisation.write("www.hvt", unikernel(does)).push(branch);
    }

    private JarRun deploy() {
        return organisation.run("local", "--confirm", "never", "mirage/mirage-www");
    }

    @Test
    void a_branch_is_built_live_runs_without_another_build_and_a_bad_version_goes_back() throws Exception {
        push("feature", GOOD);
        JarRun feature = organisation.run("local", "--branch", "feature", "--confirm", "never", "mirage/mirage-www");
        assertThat(feature.exitCode()).as(feature.toString()).isZero();
        assertThat(feature.err()).contains("it would run as www@m1-a");
        assertThat(feature.out()).contains("nothing to deploy");

        organisation.merge("feature", "master");
        JarRun live = deploy();
        assertThat(live.exitCode()).as(live.toString()).isZero();
        assertThat(live.err()).contains("built already, from branch feature");
        assertThat(live.out()).contains("www@m1-a: live (", " and has stayed up for ");
        assertThat(host.state("www.runs")).isNotEmpty();

        JarRun again = deploy();
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(again.out()).contains("www@m1-a: unchanged (");
        JarRun status = organisation.run("status");
        assertThat(status.exitCode()).as(status.toString()).isZero();
        assertThat(status.out()).contains("www@m1-a", "mirage/mirage-www, branch master", "1/1", "live");

        String good = host.state("www.runs");
        push("master", BAD);
        JarRun bad = deploy();
        assertThat(bad.exitCode()).as(bad.toString()).isEqualTo(1);
        assertThat(bad.out()).contains("www@m1-a: rolled back (", "cannot parse the key");
        assertThat(host.state("www.runs")).isEqualTo(good);

        JarRun quarantined = deploy();
        assertThat(quarantined.exitCode()).as(quarantined.toString()).isEqualTo(3);
        assertThat(quarantined.out()).contains("is in quarantine");
        assertThat(organisation.log()).hasSize(3);
        assertThat(Files.list(organisation.state().resolve("binaries"))).isEmpty();
    }

    @Test
    void without_a_terminal_it_says_what_it_would_deploy_and_changes_nothing() throws Exception {
        push("master", GOOD);

        JarRun unasked = organisation.run("local", "mirage/mirage-www");

        assertThat(unasked.exitCode()).as(unasked.toString()).isEqualTo(3);
        assertThat(unasked.err()).contains("would deploy ", " as www@m1-a");
        assertThat(host.state("www.runs")).isEmpty();
        JarRun building = organisation.run("local", "--confirm", "mostly-harmless", "mirage/mirage-www");
        assertThat(building.exitCode()).isEqualTo(3);
    }

    @Test
    void killed_while_it_watches_the_next_run_follows_it_to_its_end() throws Exception {
        organisation.settle("30s");
        push("master", GOOD);
        try (JarRun first = organisation.start("local", "--confirm", "never")) {
            first.awaitLog(" changed to ").kill();
        }
        organisation.settle("1s");

        JarRun next = deploy();

        assertThat(next.exitCode()).as(next.toString()).isZero();
        assertThat(next.err()).contains("Resume www@m1-a: live");
        assertThat(next.out()).contains("www@m1-a: live (", "www@m1-a: unchanged (");
    }

    @Test
    void interrupted_it_says_what_runs() throws Exception {
        organisation.settle("30s");
        push("master", GOOD);
        try (JarRun first = organisation.start("local", "--confirm", "never")) {
            first.awaitLog(" changed to ").interrupt();
            assertThat(first.await().err()).as(first.toString()).contains("no longer followed: www@m1-a runs");
        }
    }

    @Test
    void a_host_that_cannot_be_reached_is_a_sentence() throws Exception {
        push("master", GOOD);
        host.close();

        JarRun run = organisation.run("local", "--confirm", "never", "--timeout", "15s", "mirage/mirage-www");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).doesNotContain("\tat ");
        assertThat(run.out()).contains("www@m1-a: failed");
    }
}
