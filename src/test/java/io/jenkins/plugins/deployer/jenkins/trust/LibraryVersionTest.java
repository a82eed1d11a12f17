package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryVersionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "${library.ops.version}",
                "*/${library.ops.version}",
                "origin/${library.ops.version}",
                "refs/heads/${library.ops.version}",
                "refs/tags/${library.ops.version}",
                "main",
                "*/main"
            })
    void a_branch_specifier_that_checks_out_the_version_is_understood(String spec) {
        assertThat(LibraryVersion.isBranchSpec(spec, "ops", "main")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"**", "", "*/other", "${BRANCH}", "${library.other.version}", ":origin/.*", "main2"})
    void any_other_is_not(String spec) {
        assertThat(LibraryVersion.isBranchSpec(spec, "ops", "main")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"lib/,lib/", "lib,lib/", "./lib//x/,lib/x/", "/lib,lib/", ".,''", "./,''"})
    void a_library_may_be_in_a_directory(String path, String directory) throws RefusedByRules {
        assertThat(LibraryVersion.directory(Optional.of(path))).isEqualTo(directory);
    }

    @Test
    void a_library_without_a_path_is_at_the_top() throws RefusedByRules {
        assertThat(LibraryVersion.directory(Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x/", "lib/../../x", "lib\\..\\x"})
    void no_directory_is_outside_the_repository(String path) {
        assertThatThrownBy(() -> LibraryVersion.directory(Optional.of(path))).isInstanceOf(RefusedByRules.class);
    }
}
