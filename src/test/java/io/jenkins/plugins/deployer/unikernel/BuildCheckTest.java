package io.jenkins.plugins.deployer.unikernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesReader;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCheckTest {
    private static final String ID = "0123456789abcdef0123456789abcdef01234567";
    private static final String WWW = "{branch: live, unikernel: www, host: robur, memory: 512, networks: [service]}";
    private static final String BLOG =
            "{branch: staging, unikernel: blog, host: robur, memory: 512, networks: [service], blocks: [data]}";

    @TempDir
    private Path directory;

    @Test
    void a_change_request_is_checked_for_all_that_its_unikernel_is_deployed_as() throws Exception {
        assertThat(check("hvt", WWW).check(path -> unikernel(path, UnikernelTarget.HVT, "service")))
                .containsExactly("Checked /unikernel.hvt of web: hvt version 2 for x86_64, 4 KiB, with network"
                        + " \"service\"; it would run as www@robur");
    }

    @Test
    void what_is_deployed_nowhere_may_need_any_device() throws Exception {
        assertThat(check("xen", "").check(path -> unikernel(path, UnikernelTarget.XEN)))
                .containsExactly("Checked /unikernel.xen of web: xen version 2 for x86_64, 4 KiB, without devices; the"
                        + " rules deploy it nowhere");
    }

    @Test
    void one_sentence_names_all_that_does_not_fit_and_for_which_rule() throws Exception {
        BuildCheck check = check("hvt", WWW + ", " + BLOG);

        assertThatThrownBy(() -> check.check(path -> unikernel(path, UnikernelTarget.SPT, "service", "management")))
                .isInstanceOfSatisfying(
                        UnikernelException.class, e -> assertThat(e.kind()).isEqualTo(UnikernelException.Kind.UNFIT))
                .hasMessage("/unikernel.hvt of web does not fit: it is built for spt, not for hvt as the rules say;"
                        + " as www@robur it needs the network \"management\", which \"networks\" does not give it;"
                        + " as blog@robur it needs the network \"management\", which \"networks\" does not give it;"
                        + " as blog@robur \"blocks\" gives it block device \"data\", which it does not have");
    }

    @Test
    void a_host_that_could_not_run_it_now_fails_the_build_too() throws Exception {
        BuildCheck check = check("hvt", WWW).on((rule, unikernel) -> List.of("the host has 64 MiB left"));

        assertThatThrownBy(() -> check.check(path -> unikernel(path, UnikernelTarget.HVT, "service")))
                .hasMessage("/unikernel.hvt of web does not fit: as www@robur: the host has 64 MiB left");
    }

    @Test
    void no_host_is_asked_about_what_does_not_fit_the_rules() throws Exception {
        BuildCheck check = check("hvt", WWW).on((rule, unikernel) -> {
            throw new AssertionError("asked");
        });

        assertThatThrownBy(() -> check.check(path -> unikernel(path, UnikernelTarget.HVT, "other")))
                .hasMessageContaining("as www@robur it needs the network \"other\"");
    }

    @Test
    void the_faults_of_several_unikernels_of_an_image_come_together() throws Exception {
        String two = build("hvt", "/www", "") + build("hvt", "/dns", "");

        assertThatThrownBy(() -> checkOf(two).check(path -> {
                    throw new UnikernelException(UnikernelException.Kind.MISSING, "no " + path);
                }))
                .hasMessage("no /www; no /dns");
    }

    @Test
    void what_is_asked_for_has_a_fingerprint_that_changes_with_what_is_checked_only() throws Exception {
        String known = check("hvt", WWW).fingerprint();

        assertThat(check("hvt", WWW).fingerprint()).isEqualTo(known).hasSize(64);
        assertThat(check("hvt", WWW.replace("live", "main")).fingerprint()).isEqualTo(known);
        assertThat(check("hvt", WWW.replace("512", "256")).fingerprint()).isNotEqualTo(known);
        assertThat(check("hvt", WWW.replace("service", "other")).fingerprint()).isNotEqualTo(known);
        assertThat(check("hvt", WWW.replace("[service]", "{service: br1}")).fingerprint())
                .isNotEqualTo(known);
        assertThat(check("hvt", WWW.replace("memory", "cpu: 3, memory")).fingerprint())
                .isNotEqualTo(known);
        assertThat(check("hvt", WWW + ", " + BLOG).fingerprint()).isNotEqualTo(known);
        assertThat(check("spt", WWW).fingerprint()).isNotEqualTo(known);
    }

    @Test
    void an_image_build_has_nothing_to_check() throws Exception {
        Rules rules = rules("      - docker: Dockerfile\n");

        assertThat(BuildCheck.of(task(rules), repository(rules))).isEmpty();
    }

    @Test
    void a_rule_that_is_gone_since_asks_for_nothing() throws Exception {
        BuildTask planned = task(rules(build("hvt", "/unikernel.hvt", WWW)));
        Rules now = rules(build("hvt", "/unikernel.hvt", ""));

        assertThat(BuildCheck.of(planned, repository(now))
                        .orElseThrow()
                        .check(path -> unikernel(path, UnikernelTarget.HVT, "any")))
                .singleElement()
                .asString()
                .endsWith("the rules deploy it nowhere");
    }

    @Test
    void what_another_machine_saw_is_read_as_if_it_had_been_seen_here() throws Exception {
        Path file = Files.write(
                directory.resolve("unikernel"),
                ElfWriter.unikernel(ElfWriter.HVT, 2, "net:service", "block:data")
                        .bytes());

        assertThat(UnikernelText.read(UnikernelText.of(file, "x"), "/unikernel.hvt", "web"))
                .isEqualTo(UnikernelReader.read(file, "/unikernel.hvt of web"));
    }

    @Test
    void another_machine_may_say_anything() throws Exception {
        Path file = Files.writeString(directory.resolve("unikernel"), "\u007fELFjunk");

        assertThatThrownBy(() -> UnikernelText.read(UnikernelText.of(file, "/u of web"), "/u", "web"))
                .hasMessageStartingWith("/u of web is not a usable unikernel: it has only 8 bytes");
        assertThatThrownBy(
                        () -> UnikernelText.read(UnikernelText.of(directory.resolve("none"), "/u of web"), "/u", "web"))
                .hasMessageStartingWith("web has no /u; have its Dockerfile");
        for (String text : List.of("", "sound", "sound\n1\n2", "sound\n1\nX\nHVT\n2\n3\ntrue", "else\nx")) {
            assertThatThrownBy(() -> UnikernelText.read(text, "/u", "web"))
                    .hasMessage("The machine that built it did not say what /u of web is");
        }
        assertThatThrownBy(() -> UnikernelText.read("fault\na\nb", "/u", "web")).hasMessage("a b");
    }

    private static Unikernel unikernel(String path, UnikernelTarget target, String... networks) {
        return new Unikernel(
                path + " of web",
                4_000,
                Architecture.X86_64,
                new Abi(target, 2),
                List.of(networks).stream()
                        .map(name -> new Device(DeviceKind.NETWORK, name))
                        .toList(),
                1 << 20,
                true);
    }

    private static BuildCheck check(String target, String deployments) throws Exception {
        return checkOf(build(target, "/unikernel." + target, deployments));
    }

    private static BuildCheck checkOf(String builds) throws Exception {
        Rules rules = rules(builds);
        return BuildCheck.of(task(rules), repository(rules)).orElseThrow();
    }

    private static String build(String target, String binary, String deployments) {
        return "      - {unikernel: Dockerfile, target: " + target + ", binary: " + binary + ", deploy: [" + deployments
                + "]}\n";
    }

    private static Rules rules(String builds) throws Exception {
        String text =
                """
                version: 1
                defaults: {staging: registry.example.org/staging}
                hosts:
                  robur: {albatross: "albatross.example.org:1025"}
                repositories:
                  demo/web:
                    builds:
                """
                        + builds;
        return RulesReader.read("rules.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Repository repository(Rules rules) {
        return rules.repositories().get(new RepositoryName("demo", "web"));
    }

    private static BuildTask task(Rules rules) {
        Head head = new Head.ChangeRequest("PR-1", "live");
        return Planner.plan(rules, new Revision(new RepositoryName("demo", "web"), head, ID, ID), Map.of())
                .builds()
                .get(0);
    }
}
