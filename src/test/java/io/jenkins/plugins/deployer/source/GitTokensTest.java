package io.jenkins.plugins.deployer.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.process.Command;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GitTokensTest {
    private static final GitUrl WEB = new GitUrl("https://github.com/demo/web");
    private static final String LOGIN =
            Base64.getEncoder().encodeToString("x-access-token:ghs_1".getBytes(StandardCharsets.UTF_8));

    private final GitCommands git =
            new GitCommands(Access.ANONYMOUS, url -> url.equals(WEB) ? Optional.of("ghs_1") : Optional.empty());

    @Test
    void a_token_is_in_the_environment_and_nowhere_else() {
        Command command = git.listReferences(WEB);

        assertThat(command.environment())
                .containsEntry("GIT_CONFIG_KEY_0", "http.https://github.com/demo/web.extraHeader")
                .containsEntry("GIT_CONFIG_VALUE_0", "Authorization: Basic " + LOGIN)
                .containsEntry("GIT_CONFIG_COUNT", "1");
        assertThat(command.arguments()).noneMatch(argument -> argument.contains("ghs_1") || argument.contains(LOGIN));
        assertThat(command.secrets()).contains("ghs_1", LOGIN);
    }

    @Test
    void another_repository_gets_none() {
        assertThat(git.listReferences(new GitUrl("https://github.com/demo/other"))
                        .environment())
                .doesNotContainKey("GIT_CONFIG_COUNT");
    }
}
