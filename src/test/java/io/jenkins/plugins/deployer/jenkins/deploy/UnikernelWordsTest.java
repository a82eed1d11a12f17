package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesException;
import io.jenkins.plugins.deployer.rules.RulesReader;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnikernelWordsTest {
    private static final String RULES =
            """
            version: 1
            hosts:
              robur: {albatross: "albatross.example.org:1025"}
            repositories:
              mirage/www:
                builds:
                  - unikernel: Dockerfile
                    target: hvt
                    binary: /www.hvt
                    deploy:
                      - branch: live
                        unikernel: www
                        host: robur
                        memory: 512
                        networks: {service: br0}
                        blocks: {storage: data}
                        arguments: ["--hook=/update"]
                        settle: 1m
                        health: "https://www.example.org/healthz"
            """;
    private static final Build.Unikernel BUILD = build();
    private static final UnikernelDeployment RULE = BUILD.deployments().get(0);

    private static Build.Unikernel build() {
        try {
            Rules rules = RulesReader.read("rules.yaml", RULES.getBytes(StandardCharsets.UTF_8));
            return (Build.Unikernel) rules.repository(RepositoryName.parse("mirage/www"))
                    .orElseThrow()
                    .builds()
                    .get(0);
        } catch (RulesException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> contradiction(Map<String, String> step) {
        return UnikernelWords.of(step).contradiction(BUILD, RULE);
    }

    @Test
    void a_step_may_leave_everything_out_or_say_it_again() {
        assertThat(contradiction(Map.of())).isEmpty();
        assertThat(contradiction(Map.of(
                        "target", "hvt",
                        "memory", "512",
                        "networks", "service=br0",
                        "blocks", "storage=data",
                        "arguments", "--hook=/update",
                        "binary", "/www.hvt",
                        "settle", "60s",
                        "health", "https://www.example.org/healthz",
                        "url", "https://www.example.org",
                        "cpu", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    target    | spt                      | target is spt in the step, and hvt in the rules
                    memory    | 1024                     | memory is 1024 in the step, and 512 in the rules
                    networks  | service=br1              | networks is service=br1 in the step, and service=br0 in the rules
                    blocks    | a=b                      | blocks is a=b in the step, and storage=data in the rules
                    arguments | -v                       | arguments is -v in the step, and --hook=/update in the rules
                    arguments | a b                      | arguments is a b in the step, and --hook=/update in the rules
                    cpu       | 0                        | cpu is 0 in the step, and nothing in the rules
                    binary    | /evil.hvt                | binary is /evil.hvt in the step, and /www.hvt in the rules
                    settle    | 0s                       | settle is 0s in the step, and 60s in the rules
                    health    | https://evil.example.org | health is https://evil.example.org in the step, and https://www.example.org/healthz in the rules
                    """)
    void every_word_that_contradicts_the_rule_is_told_with_both(String word, String text, String told) {
        assertThat(contradiction(Map.of(word, text))).contains(told);
    }

    @Test
    void what_a_rule_asks_for_is_wanted() {
        WantedUnikernel wanted = UnikernelWords.wanted(BUILD, RULE);

        assertThat(wanted.path()).isEqualTo("/www.hvt");
        assertThat(wanted.setUp().memory()).isEqualTo(512);
        assertThat(wanted.setUp().networks()).containsEntry("service", "br0");
    }

    @Test
    void without_a_rule_the_words_count_and_are_checked_as_a_rule_is() {
        Host own = new Host.Albatross("a.example.org:1025", Optional.empty(), "a.example.org:1025", "");
        UnikernelWords words = UnikernelWords.of(Map.of("target", "spt", "networks", "service=br0"));
        UnikernelDeployment asRule = words.asRule("www", own);

        assertThat(words.wanted(asRule).path()).isEqualTo("/unikernel.spt");
        assertThat(asRule.memory()).isEqualTo(UnikernelDeployment.DEFAULT_MEMORY);
        assertThat(asRule.settle()).isEqualTo(UnikernelDeployment.DEFAULT_SETTLE);
        assertThatThrownBy(() -> words.asRule("w_w", own)).hasMessageContaining("underscore");
        assertThatThrownBy(() -> UnikernelWords.of(Map.of("networks", "x=$(y)")).asRule("www", own))
                .isInstanceOf(IllegalArgumentException.class);
        Host solo5 = new Host.Solo5("m1", Optional.empty(), URI.create("ssh://m1"), "/srv/unikernels", List.of());
        assertThatThrownBy(() -> UnikernelWords.of(Map.of("memory", "64")).asRule("www", solo5))
                .hasMessageContaining("up to the Solo5 host itself");
        UnikernelWords none = UnikernelWords.of(Map.of());
        assertThatThrownBy(() -> none.wanted(none.asRule("www", own))).hasMessageContaining("needs a target");
        assertThatThrownBy(() -> UnikernelWords.of(Map.of("settle", "soon"))).hasMessageContaining("settle");
    }
}
