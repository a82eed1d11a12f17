package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitPageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/ocurrent/x",
                "https://github.com/ocurrent/x.git",
                "https://github.com/ocurrent/x/"
            })
    void a_repository_on_the_web_has_pages(String remote) {
        assertThat(CommitPage.at(remote, "0123")).contains(URI.create("https://github.com/ocurrent/x/commit/0123"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git@github.com:ocurrent/x.git",
                "https://alice:secret@github.com/ocurrent/x",
                "file:///srv/git/x",
                "the API at foo",
                "https://github.com/a b"
            })
    void others_have_none(String remote) {
        assertThat(CommitPage.at(remote, "0123")).isEmpty();
    }

    @Test
    void dots_in_names_are_part_of_them() {
        assertThat(CommitPage.at("http://git.example.org:3000/a/b.github.io.git", "0123"))
                .contains(URI.create("http://git.example.org:3000/a/b.github.io/commit/0123"));
    }
}
