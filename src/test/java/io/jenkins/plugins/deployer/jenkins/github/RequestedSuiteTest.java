package io.jenkins.plugins.deployer.jenkins.github;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestedSuiteTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private static String event(String action, String commit) {
        return """
                {"action": "%s", "check_suite": {"id": 118578147, "head_branch": "live", "head_sha": "%s"},
                 "repository": {"full_name": "ocurrent/x"}, "sender": {"login": "alice"}}"""
                .formatted(action, commit);
    }

    @Test
    void all_checks_of_a_commit_are_wanted_again() {
        assertThat(RequestedSuite.of(event("rerequested", COMMIT)))
                .contains(new RequestedSuite(COMMIT, "ocurrent/x", "alice"));
    }

    @Test
    void everything_else_is_no_button() {
        assertThat(RequestedSuite.of(event("requested", COMMIT))).isEmpty();
        assertThat(RequestedSuite.of(event("completed", COMMIT))).isEmpty();
        assertThat(RequestedSuite.of(event("rerequested", "live"))).isEmpty();
        assertThat(RequestedSuite.of(event("rerequested", COMMIT).replace("ocurrent/x", "")))
                .isEmpty();
        assertThat(RequestedSuite.of("{\"action\": \"rerequested\"")).isEmpty();
    }
}
