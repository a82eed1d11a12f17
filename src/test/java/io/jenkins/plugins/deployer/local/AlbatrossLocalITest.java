package io.jenkins.plugins.deployer.local;

import static io.jenkins.plugins.deployer.local.UnikernelOrganisation.unikernel;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.unikernel.albatross.PlayedAlbatross;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * mirage-www as ocurrent-deployer has it: for hvt, which runs as {@code www} on an Albatross server, and for xen, which runs
 * nowhere. The packaged command, a real forge, engine and registry, and an Albatross server at the wire.
 */
@ExtendWith(RealDocker.Extension.class)
class AlbatrossLocalITest {
    private final RealDocker docker;
    private PlayedAlbatross server;
    private UnikernelOrganisation organisation;

    AlbatrossLocalITest(RealDocker docker) {
        this.docker = docker;
    }

    @BeforeEach
    void found() throws Exception {
        Path authority = docker.directory("authority");
        server = PlayedAlbatross.start(authority);
        server.delegated("mirage", 1024);
        organisation = new UnikernelOrganisation(docker);
        organisation.rules(
                "robur: {albatross: \"%s\", domain: mirage}".formatted(server.endpoint()),
                """
                - unikernel: Dockerfile
                  target: hvt
                  args: { EXTRA_FLAGS: "--tls=true" }
                  deploy:
                    - { branch: master, unikernel: www, host: robur, memory: 512, networks: {service: br0}, arguments: ["--hook=/update"], settle: 1s }
                - unikernel: Dockerfile
                  target: xen
                  args: { EXTRA_FLAGS: "--tls=true" }
                """);
        Path certificates =
                Files.createDirectories(organisation.directory().resolve("home/.config/deployer/albatross/robur"));
        Files.writeString(certificates.resolve("ca.pem"), server.authority());
        Files.writeString(
                certificates.resolve("cert.pem"),
                Files.readString(authority.resolve("mirage.pem")) + server.authority());
        Files.copy(authority.resolve("mirage.key"), certificates.resolve("key.pem"));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private void push(String branch, String words) throws Exception {
        byte[] elf = unikernel("hvt", "net:service");
        byte[] told = words.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(elf, elf.length + told.length);
        System.arraycopy(told, 0, all, elf.length, told.length);
        organisation
                .write("www.hvt", all)
                .write("www.xen", unikernel("xen", "net:service"))
                .push(branch);
    }

    private JarRun deploy(String... more) {
        String[] arguments = {"local", "--confirm", "never", "mirage/mirage-www"};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return organisation.run(all);
    }

    @Test
    void a_push_to_master_runs_as_www_and_a_bad_one_leaves_the_good_one_running() throws Exception {
        push("master", "first");

        JarRun live = deploy();

        assertThat(live.exitCode()).as(live.toString()).isZero();
        assertThat(live.out()).contains("www@robur: live (");
        assertThat(live.err()).contains("Checked /unikernel.xen of ", "; the rules deploy it nowhere");
        assertThat(server.running("mirage:www")).endsWith("first");

        assertThat(deploy().out()).contains("www@robur: unchanged (");
        JarRun status = organisation.run("status");
        assertThat(status.out()).as(status.toString()).contains("www@robur", "1/1", "live");

        push("master", "exits at once");
        JarRun bad = deploy();
        assertThat(bad.exitCode()).as(bad.toString()).isEqualTo(1);
        assertThat(bad.out()).contains("www@robur: rolled back (");
        assertThat(server.running("mirage:www")).endsWith("first");
        assertThat(deploy().out()).contains("is in quarantine");

        push("master", "third");
        assertThat(deploy().exitCode()).isZero();
        assertThat(server.running("mirage:www")).endsWith("third");
    }

    @Test
    void a_pull_request_would_be_told_what_it_lacks_before_it_is_merged() throws Exception {
        organisation.write("www.hvt", unikernel("hvt", "net:service", "block:certificates"));
        organisation.write("www.xen", unikernel("xen")).push("feature");

        JarRun run = organisation.run("local", "--branch", "feature", "--confirm", "never", "mirage/mirage-www");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.out())
                .contains(" does not fit: as www@robur it needs the block device \"certificates\","
                        + " which \"blocks\" does not give it");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void missing_certificates_are_asked_for_in_a_sentence() throws Exception {
        push("master", "first");
        Path elsewhere = Files.createDirectories(organisation.directory().resolve("elsewhere/robur"));
        Files.writeString(elsewhere.resolve("ca.pem"), server.authority());

        JarRun run = deploy("--albatross", "elsewhere");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).doesNotContain("\tat ");
        assertThat(run.out())
                .contains("robur is reached with certificates, of which " + elsewhere.resolve("cert.pem")
                        + " is missing; put ca.pem");
    }
}
