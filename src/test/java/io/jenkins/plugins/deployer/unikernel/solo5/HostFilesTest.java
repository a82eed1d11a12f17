package io.jenkins.plugins.deployer.unikernel.solo5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/hosts.md has people install on a Solo5 host is what is in src/main/hosts, and does what it says. */
@Timeout(60)
class HostFilesTest {
    private static final Path FILES = Path.of("src/main/hosts");

    @TempDir
    private Path here;

    private record Result(int status, String output) {}

    static Stream<Path> files() throws IOException {
        return Files.list(FILES);
    }

    @BeforeEach
    void makeAHost() throws Exception {
        Files.createDirectories(here.resolve("bin"));
        Files.createDirectories(here.resolve("unikernels"));
        Files.createDirectories(here.resolve("conf"));
        Files.writeString(
                here.resolve("defaults"),
                "directory='" + here.resolve("unikernels") + "'\nconfigurations='" + here.resolve("conf") + "'\nPATH='"
                        + here.resolve("bin") + "':$PATH\n");
        for (String program : List.of("mirage-redeploy", "unikernel")) {
            String text = Files.readString(FILES.resolve(program));
            Files.writeString(
                    here.resolve(program),
                    text.replace(
                            "/etc/default/unikernels", here.resolve("defaults").toString()));
        }
    }

    private void play(String program, String script) throws IOException {
        Path file = here.resolve("bin").resolve(program);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Result run(String... command) throws Exception {
        List<String> argv = new ArrayList<>(List.of(command));
        argv.set(0, here.resolve(command[0]).toString());
        argv.add(0, "sh");
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_documentation_shows_each_file_as_it_is(Path file) throws Exception {
        assertThat(Files.readString(Path.of("docs/hosts.md"))).contains("```\n" + Files.readString(file) + "```\n");
    }

    @Test
    void redeploying_restarts_what_has_a_file_and_stops_what_has_none() throws Exception {
        play("systemctl", "echo systemctl \"$@\"");
        assertThat(run("mirage-redeploy", "www").output()).isEqualTo("systemctl stop unikernel@www.service\n");
        for (String target : List.of("hvt", "spt")) {
            Path file = Files.writeString(here.resolve("unikernels").resolve("www." + target), "");
            assertThat(run("mirage-redeploy", "www").output()).isEqualTo("systemctl restart unikernel@www.service\n");
            Files.delete(file);
        }
    }

    @Test
    void redeploying_fails_as_systemd_does() throws Exception {
        Files.writeString(here.resolve("unikernels/www.hvt"), "");
        play("systemctl", "echo 'Job failed.' >&2; exit 5");

        assertThat(run("mirage-redeploy", "www")).isEqualTo(new Result(5, "Job failed.\n"));
    }

    @Test
    void the_status_is_what_the_deployer_understands() throws Exception {
        play("journalctl", "echo 'Fatal error'");
        play(
                "systemctl",
                "case $3 in *ActiveState) echo active ;; *MainPID) echo 77 ;; *ActiveEnterTimestampMonotonic) echo 1234 ;; esac");
        assertThat(run("mirage-redeploy", "--status", "www")).isEqualTo(new Result(0, "77 since 1234\nFatal error\n"));

        play(
                "systemctl",
                "case $3 in *ActiveState) echo activating ;; *Result) echo exit-code ;; *ExecMainStatus) echo 255 ;; esac");
        assertThat(run("mirage-redeploy", "--status", "www"))
                .isEqualTo(new Result(3, "Fatal error\nended with status 255, exit-code; systemd says activating\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "../www", "www.service sshd", "www sshd", "w*", "w\nw", "$(id)", "1w", "é"})
    void nothing_but_a_name_is_taken(String name) throws Exception {
        play("systemctl", "echo never");

        assertThat(run("mirage-redeploy", name))
                .returns(64, Result::status)
                .extracting(Result::output)
                .asString()
                .doesNotContain("never");
        assertThat(run("mirage-redeploy", "--status", name).status()).isEqualTo(64);
        assertThat(run("unikernel", "run", name).status()).isEqualTo(64);
    }

    @Test
    void a_tender_gets_what_the_configuration_says() throws Exception {
        Path file = Files.writeString(here.resolve("unikernels/www.spt"), "");
        assertThat(run("unikernel", "check", "www").output()).isEqualTo("solo5-spt '--mem=32' '--' '" + file + "'\n");

        Files.copy(FILES.resolve("www.conf"), here.resolve("conf/www.conf"));
        assertThat(run("unikernel", "check", "www").output())
                .isEqualTo("solo5-spt '--mem=64' '--net:service=tap-www' '--' '" + file
                        + "' '--ipv4=10.0.0.2/24' '--ipv4-gateway=10.0.0.1'\n");

        Files.writeString(
                here.resolve("conf/www.conf"),
                "\n# all\nargument --greeting=hello $(world) * 'x'\nblock data /srv/a b\nmemory 8\nnetwork a tapa br0\n"
                        + "network b tapb br1");
        play("solo5-spt", "printf '%s\\n' \"$@\"");
        assertThat(run("unikernel", "run", "www").output())
                .isEqualTo("--mem=8\n--block:data=/srv/a b\n--net:a=tapa\n--net:b=tapb\n--\n" + file
                        + "\n--greeting=hello $(world) * 'x'\n");
    }

    @Test
    void tap_devices_are_made_once_and_added_to_their_bridges() throws Exception {
        Files.copy(FILES.resolve("www.conf"), here.resolve("conf/www.conf"));
        play("ip", "echo ip \"$@\"");

        assertThat(run("unikernel", "taps", "www"))
                .isEqualTo(new Result(
                        0,
                        "ip tuntap add dev tap-www mode tap user unikernel\n"
                                + "ip link set dev tap-www master br0 up\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory much",
                "memory",
                "network service tap-www",
                "block data",
                "mem 32",
                "--mem=32",
                "argumen x"
            })
    void a_wrong_configuration_is_named_with_its_line(String line) throws Exception {
        Files.writeString(here.resolve("unikernels/www.hvt"), "");
        Files.writeString(here.resolve("conf/www.conf"), "# first\n" + line + "\n");

        assertThat(run("unikernel", "run", "www"))
                .returns(64, Result::status)
                .extracting(Result::output)
                .asString()
                .startsWith("unikernel: " + here.resolve("conf/www.conf") + ":2: ");
    }

    @Test
    void a_unikernel_without_a_file_or_with_two_is_not_run() throws Exception {
        assertThat(run("unikernel", "run", "www").output()).contains("there is neither ");
        Files.writeString(here.resolve("unikernels/www.hvt"), "");
        Files.writeString(here.resolve("unikernels/www.spt"), "");
        assertThat(run("unikernel", "run", "www").output()).contains("has www.hvt and www.spt");
    }
}
