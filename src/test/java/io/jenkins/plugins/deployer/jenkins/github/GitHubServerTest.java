package io.jenkins.plugins.deployer.jenkins.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubServerTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.github.com,https://github.com",
        "https://api.github.com/,https://github.com",
        "'',https://github.com",
        "https://ghe.example.org/api/v3,https://ghe.example.org",
        "https://ghe.example.org:8443/api/v3/,https://ghe.example.org:8443",
        "http://ghe.example.org/api/v3,http://ghe.example.org"
    })
    void repositories_are_on_the_server_whose_api_is_asked(String api, String web) {
        assertThat(GitHubServer.web(Optional.of(api))).isEqualTo(web);
    }

    @Test
    void without_an_address_it_is_github() {
        assertThat(GitHubServer.web(Optional.empty())).isEqualTo("https://github.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.github.com",
                "https://github.com/api/v3",
                "https://GitHub.com:443/api/v3",
                "https://github.com",
                "https://api.github.com:8443",
                "https://api.github.com/evil",
                "https://api.github.com@evil.example",
                "https://api.github.com@evil.example/api/v3",
                "evil",
                "https://evil.example/api/v3/x",
                "https://evil.example\\@api.github.com/api/v3",
                "foo://api.github.com",
                "https://github.com/evil/raw/api/v3",
                "https://api.github.com\n",
                "https://api.github.com.evil.example"
            })
    void an_address_of_no_known_form_is_on_no_server(String api) {
        assertThat(GitHubServer.web(Optional.of(api))).isEqualTo("the API at " + api);
    }
}
