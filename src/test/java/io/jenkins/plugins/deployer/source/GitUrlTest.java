package io.jenkins.plugins.deployer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/ocurrent/docker-base-images",
                "http://127.0.0.1:8080/a.git",
                "ssh://git@example.org:2222/a/b",
                "git@github.com:ocurrent/docker-base-images.git",
                "example.org:a",
                "git@[::1]:a",
                "/srv/git/a b",
                "file:///srv/git/a"
            })
    void usual_places_are_taken_as_they_are(String text) {
        assertThat(new GitUrl(text)).hasToString(text);
        assertThat(new GitUrl(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "--upload-pack=touch /tmp/x",
                "-oProxyCommand=x:y",
                "ext::sh -c id",
                "fd::17",
                "ftp://example.org/a",
                "ssh://-oProxyCommand=id/a",
                "https:///a",
                "relative/path",
                "https://example.org/a\nb",
                "/a\0b"
            })
    void what_could_be_an_option_or_a_program_is_refused(String text) {
        assertThatThrownBy(() -> new GitUrl(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a/b.git, ../c.git, https://example.org/a/c.git",
        "https://example.org/a/b.git/, ../../c/d, https://example.org/c/d",
        "https://example.org/a/b, ./c, https://example.org/a/b/c",
        "https://me:pw@example.org/a/b, ../c, https://me:pw@example.org/a/c",
        "git@example.org:a/b.git, ../c.git, git@example.org:a/c.git",
        "git@example.org:b.git, ../c.git, git@example.org:c.git",
        "/srv/git/a, ../b, /srv/git/b",
        "file:///srv/git/a, ../b/, file:///srv/git/b",
        "https://example.org/a/b, git@github.com:x/y, git@github.com:x/y",
        "/srv/git/a, /srv/git/b, /srv/git/b",
    })
    void submodules_are_found_from_where_their_parent_is(String parent, String submodule, String expected) {
        assertThat(new GitUrl(parent).resolve(submodule).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a, ../../../evil.org/b",
        "https://example.org/a, /etc",
        "https://example.org/a, file:///etc",
        "git@example.org:a, ../../b",
        "https://example.org/a, ext::sh",
        "https://example.org/a, -x",
    })
    void submodules_cannot_leave_their_parent_s_server_for_this_machine(String parent, String submodule) {
        assertThatThrownBy(() -> new GitUrl(parent).resolve(submodule)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void passwords_and_tokens_are_not_shown() {
        assertThat(new GitUrl("https://me:hunter2@example.org/a")).hasToString("https://me:****@example.org/a");
        assertThat(new GitUrl("https://hunter2@example.org/a")).hasToString("https://****@example.org/a");
        assertThat(new GitUrl("ssh://git@example.org/a")).hasToString("ssh://git@example.org/a");
        assertThatThrownBy(() -> new GitUrl("ftp://me:hunter2@example.org/a"))
                .message()
                .doesNotContain("hunter2");
    }
}
