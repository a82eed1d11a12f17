package io.jenkins.plugins.deployer.local;

import static io.jenkins.plugins.deployer.local.UnikernelOrganisation.unikernel;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.real.RealDocker;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unikernels that the packaged command builds with a real engine, keeps in a real registry, and looks at there. */
@ExtendWith(RealDocker.Extension.class)
class UnikernelBuildsITest {
    private static final String HOSTS = "robur: {albatross: \"albatross.example.org:1025\", domain: mirage}";

    private final RealDocker docker;
    private UnikernelOrganisation organisation;

    UnikernelBuildsITest(RealDocker docker) {
        this.docker = docker;
    }

    @BeforeEach
    void found() throws Exception {
        organisation = new UnikernelOrganisation(docker);
    }

    private void rules(String networks) throws Exception {
        organisation.rules(
                HOSTS,
                """
                - unikernel: Dockerfile
                  target: hvt
                  args: { EXTRA_FLAGS: "--tls=true" }
                  deploy:
                    - { branch: master, unikernel: www, host: robur, memory: 512, networks: %s, arguments: ["--hook=/update"] }
                - unikernel: Dockerfile
                  target: xen
                  args: { EXTRA_FLAGS: "--tls=true" }
                """
                        .formatted(networks));
    }

    private JarRun build(String branch) {
        return organisation.run("local", "--branch", branch, "--confirm", "above-average", "mirage/mirage-www");
    }

    @Test
    void a_branch_is_built_for_each_target_and_checked_once() throws Exception {
        rules("{service: br0}");
        organisation
                .write("www.hvt", unikernel("hvt", "net:service"))
                .write("www.xen", unikernel("xen", "net:service"))
                .push("feature");

        JarRun first = build("feature");

        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(first.err())
                .contains(
                        "Build Dockerfile for hvt on x86_64: Checked /unikernel.hvt of ",
                        ": hvt version 2 for x86_64, ",
                        "with network \"service\"; it would run as www@robur",
                        "Build Dockerfile for xen on x86_64: Checked /unikernel.xen of ",
                        "; the rules deploy it nowhere");
        JarRun again = build("feature");
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(again.err()).contains("built already, from branch feature").doesNotContain("Checked");
    }

    @Test
    void what_was_built_before_is_checked_again_when_the_rules_ask_for_something_else() throws Exception {
        rules("{service: br0}");
        organisation
                .write("www.hvt", unikernel("hvt", "net:service"))
                .write("www.xen", unikernel("xen"))
                .push("feature");
        assertThat(build("feature").exitCode()).isZero();
        rules("{service: br0, management: br1}");

        JarRun refused = build("feature");

        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(1);
        assertThat(refused.err()).contains("built already, from branch feature");
        assertThat(refused.out())
                .contains(
                        " does not fit: as www@robur \"networks\" gives it network \"management\", which it does not have");
        rules("{service: br0}");
        assertThat(build("feature").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "other target", "junk", "device"})
    void what_would_not_run_fails_the_build_on_every_branch(String fault) throws Exception {
        rules("{service: br0}");
        if (fault.equals("missing")) {
            organisation.write(
                    "Dockerfile",
                    "FROM scratch\nARG TARGET\nARG EXTRA_FLAGS\nCOPY www.xen /unikernel.xen\n"
                            .getBytes(StandardCharsets.UTF_8));
        }
        byte[] hvt =
                switch (fault) {
                    case "other target" -> unikernel("spt", "net:service");
                    case "junk" -> "\u007fELFjunk".getBytes(StandardCharsets.ISO_8859_1);
                    case "device" -> unikernel("hvt", "net:service", "block:data");
                    default -> new byte[0];
                };
        organisation.write("www.hvt", hvt).write("www.xen", unikernel("xen")).push("feature");

        JarRun run = build("feature");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("Checked /unikernel.xen of ").doesNotContain("\tat ");
        assertThat(run.out())
                .contains(
                        switch (fault) {
                            case "missing" -> " has no /unikernel.hvt; have its Dockerfile leave the unikernel there";
                            case "other target" -> " does not fit: it is built for spt, not for hvt as the rules say";
                            case "junk" -> " is not a usable unikernel: it has only 8 bytes";
                            default ->
                                " does not fit: as www@robur it needs the block device \"data\", which \"blocks\""
                                        + " does not give it";
                        });
    }
}
