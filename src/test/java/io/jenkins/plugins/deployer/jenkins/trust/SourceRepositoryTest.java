package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SourceRepositoryTest {
    private static final RulesAt READ = new RulesAt(
            Policies.rules(
                    """
                    version: 1
                    forge: "https://github.com"
                    repositories:
                      ocurrent/x: { builds: [{ docker: Dockerfile }] }
                    """),
            "0123",
            "resources/deployer/rules.yaml of the library \"ops\"");

    @Test
    void a_repository_is_found_by_its_address_in_the_spelling_of_the_rules() throws RefusedByRules {
        assertThat(SourceRepository.named(READ, "git@github.com:OCurrent/X.git"))
                .hasToString("ocurrent/x");
    }

    @Test
    void why_another_is_not_is_said() {
        assertThatThrownBy(() -> SourceRepository.named(READ, "https://github.com/ocurrent/y"))
                .isInstanceOf(RefusedByRules.class)
                .hasMessage(
                        "there are no rules for ocurrent/y in resources/deployer/rules.yaml of the library \"ops\"");
        assertThatThrownBy(() -> SourceRepository.named(READ, "https://evil.example/ocurrent/x"))
                .isInstanceOf(RefusedByRules.class)
                .hasMessageContaining("is not plainly one of the forge https://github.com");
    }
}
