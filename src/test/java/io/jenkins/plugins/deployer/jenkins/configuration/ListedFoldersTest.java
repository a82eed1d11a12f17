package io.jenkins.plugins.deployer.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListedFoldersTest {
    private static ListedFolders listed(String... names) {
        return ListedFolders.of(List.of(names));
    }

    @Test
    void a_folder_covers_itself_and_everything_below_it() {
        ListedFolders folders = listed("production");

        assertThat(folders.cover("production")).isTrue();
        assertThat(folders.cover("production/web/live")).isTrue();
    }

    @Test
    void a_name_that_only_begins_alike_is_not_covered() {
        assertThat(listed("production").cover("production-of-mallory/web")).isFalse();
        assertThat(listed("team/web").cover("team")).isFalse();
        assertThat(listed("team/web").cover("web")).isFalse();
    }

    @Test
    void upper_case_letters_mean_themselves() {
        assertThat(listed("production").cover("Production/web")).isFalse();
    }

    @Test
    void an_empty_list_covers_nothing() {
        assertThat(listed().cover("production")).isFalse();
        assertThat(listed("", " ", "/").cover("")).isFalse();
        assertThat(listed("", " ", "/").cover("production")).isFalse();
    }

    @Test
    void there_are_no_wildcards() {
        assertThat(listed("*", "team/*", "te.m", "").cover("team/web")).isFalse();
    }

    @Test
    void lines_blanks_and_slashes_around_a_name_do_not_matter() {
        assertThat(listed(" /team/web/ \r\n\n other ", "other").names()).containsExactly("team/web", "other");
    }
}
