package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameRepositoryTest {
    @ParameterizedTest
    @CsvSource({
        "https://github.com/ops/library, https://github.com/ops/library, true",
        "https://github.com/ops/library.git, git@github.com:ops/library.git, true",
        "https://github.com/Ops/Library/, ssh://git@GitHub.com/ops/library, true",
        "https://token@git.example.org/ops/library, https://git.example.org:443/ops/library.git, true",
        "/srv/git/ops/library, file:///srv/git/ops/library.git, true",
        "https://git.example.org/ops/library, https://git.example.org/Ops/library, false",
        "https://git.example.org/ops/library, https://git.example.org:8443/ops/library, false",
        "https://git.example.org/ops/library, https://evil.example.org/ops/library, false",
        "https://git.example.org/ops/library, https://git.example.org/ops/library2, false",
        "/srv/git/ops/library, https://srv/git/ops/library, false",
        "ext::sh -c id, ext::sh -c id, false",
    })
    void plain_addresses_are_compared_by_where_they_lead(String first, String second, boolean same) {
        assertThat(SameRepository.isOne(first, second)).isEqualTo(same);
        assertThat(SameRepository.isOne(second, first)).isEqualTo(same);
    }
}
