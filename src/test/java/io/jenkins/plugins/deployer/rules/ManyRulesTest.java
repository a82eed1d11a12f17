package io.jenkins.plugins.deployer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ManyRulesTest {
    private static final int REPOSITORIES = 10_000;
    private static final int BUILDS = 5;

    @Test
    void reads_ten_thousand_repositories_of_five_deployed_builds() {
        StringBuilder text = new StringBuilder("version: 1\nhosts: { h: { docker: default } }\nrepositories:\n");
        for (int i = 0; i < REPOSITORIES; i++) {
            text.append("  team/repository-%d:\n    builds:\n".formatted(i));
            for (int j = 0; j < BUILDS; j++) {
                text.append(
                        """
                              - docker: docker/Dockerfile.%2$d
                                options: { buildArgs: { PART: part-%2$d }, target: prod }
                                deploy:
                                  - branch: live
                                    publish: team/r%1$d:b%2$d
                                    services:
                                      - { service: r%1$d_b%2$d, host: h, url: "https://r%1$d.example.org/" }
                        """
                                .formatted(i, j));
            }
        }

        Rules rules = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> Examples.rules(text.toString()));

        assertThat(rules.repositories()).hasSize(REPOSITORIES);
        assertThat(rules.repositories().values())
                .allSatisfy(repository -> assertThat(repository.builds()).hasSize(BUILDS));
    }
}
