package io.jenkins.plugins.deployer.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.configuration.Incomplete.Access;
import io.jenkins.plugins.deployer.jenkins.trust.RulesAt;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TroublesTest {
    private static final ListedFolders FOLDERS = ListedFolders.of(List.of("production"));

    private static LastReading reading() throws Exception {
        return LastReading.of(new RulesAt(
                RulesReader.read(
                        "rules.yaml",
                        """
                version: 1
                hosts:
                  toxis: { docker: "ssh://deployer@toxis.example.org" }
                  tcp: { docker: "tcp://tcp.example.org:2376" }
                  plain: { docker: "tcp://127.0.0.1:2375" }
                  here: { docker: "unix:///var/run/docker.sock" }
                  laptop: { docker: "context:laptop" }
                  m1: { solo5: "ssh://root@m1.example.org", directory: /srv }
                  robur: { albatross: "albatross.example.org:1025", domain: mirage }
                """
                                .getBytes(StandardCharsets.UTF_8)),
                "1",
                "rules.yaml"));
    }

    @Test
    void hosts_of_the_rules_that_cannot_be_entered_are_named() throws Exception {
        Map<String, Access> hosts = Map.of("toxis", new Access("key", ""), "robur", new Access("ca", ""));

        assertThat(Troubles.of(true, true, reading(), FOLDERS, hosts, List.of()))
                .containsExactly(
                        "The host toxis of the rules needs the host's key.",
                        "The host tcp of the rules needs a certificate with its key.",
                        "The host laptop of the rules needs an endpoint that is no context of the docker client.",
                        "The host m1 of the rules needs an SSH key and the host's key.");
    }

    @Test
    void without_folders_nobody_may_deploy() throws Exception {
        assertThat(Troubles.of(true, true, reading(), ListedFolders.of(List.of()), Map.of(), List.of()))
                .contains("No folder is listed, so no job may deploy.");
    }

    @Test
    void what_cannot_be_understood_is_named() throws Exception {
        List<String> passedOver = PassedOver.of("registry.example.org/staging:latest", List.of("amd64", "arm64"));

        assertThat(passedOver)
                .containsExactly(
                        "The staging repository \"registry.example.org/staging:latest\" is no name of an image"
                                + " repository, so it is passed over.",
                        "There is no architecture \"amd64\", so its agents are passed over; there are arm32v7, arm64,"
                                + " i386, ppc64le, riscv64, s390x and x86_64.");
        assertThat(Troubles.of(true, true, reading(), FOLDERS, Map.of(), passedOver))
                .containsAll(passedOver);
        assertThat(PassedOver.of("", List.of("x86_64"))).isEmpty();
        assertThat(PassedOver.of("registry.example.org/staging", List.of())).isEmpty();
    }

    @Test
    void what_is_wrong_with_the_rules_comes_alone() {
        assertThat(Troubles.of(
                        true,
                        true,
                        LastReading.failed("rules.yaml:1:1: a\nrules.yaml:2:1: b"),
                        FOLDERS,
                        Map.of(),
                        List.of()))
                .containsExactly("rules.yaml:1:1: a", "rules.yaml:2:1: b");
    }

    @Test
    void rules_that_nobody_needs_are_not_missed() {
        assertThat(Troubles.of(false, false, LastReading.NONE, FOLDERS, Map.of(), List.of()))
                .isEmpty();
        assertThat(Troubles.of(false, true, LastReading.NONE, FOLDERS, Map.of(), List.of()))
                .containsExactly("Nobody has said where the rules are, so nothing can be deployed.");
    }

    @Test
    void nothing_is_said_before_the_rules_were_looked_at() {
        assertThat(Troubles.of(true, true, LastReading.NONE, FOLDERS, Map.of(), List.of()))
                .isEmpty();
    }

    @Test
    void who_needs_the_rules_now_is_told_why_there_are_none() {
        assertThat(LastReading.NONE.whyNone()).startsWith("they have not been read yet. Save this page");
        assertThat(LastReading.failed("rules.yaml:1:1: a\nrules.yaml:2:1: b").whyNone())
                .isEqualTo("they cannot be read: rules.yaml:1:1: a");
    }
}
