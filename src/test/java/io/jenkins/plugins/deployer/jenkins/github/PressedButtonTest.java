package io.jenkins.plugins.deployer.jenkins.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.github.PressedButton.Button;
import org.junit.jupiter.api.Test;

class PressedButtonTest {
    private static String event(String action, String button, String check, String run) {
        return """
                {"action": "%s", "requested_action": {"identifier": "%s"},
                 "check_run": {"id": 4711, "name": "%s", "external_id": "%s"},
                 "repository": {"full_name": "ocurrent/x"}, "sender": {"login": "alice"}}"""
                .formatted(action, button, check, run);
    }

    @Test
    void our_buttons_are_known() {
        assertThat(PressedButton.of(event("requested_action", "redeploy", "deployability", "org/x/live#12")))
                .contains(new PressedButton(Button.REDEPLOY, "org/x/live#12", "ocurrent/x", "alice"));
        assertThat(PressedButton.of(event("rerequested", "", "deployability", "org/x/live#12")))
                .contains(new PressedButton(Button.RE_RUN, "org/x/live#12", "ocurrent/x", "alice"));
    }

    @Test
    void the_check_of_rules_can_be_run_again_and_redeploys_nothing() {
        assertThat(PressedButton.of(event("rerequested", "", "deployer rules", "library/PR-7#1")))
                .contains(new PressedButton(Button.RE_RUN, "library/PR-7#1", "ocurrent/x", "alice"));
        assertThat(PressedButton.of(event("requested_action", "redeploy", "deployer rules", "library/PR-7#1")))
                .isEmpty();
    }

    @Test
    void everything_else_is_not_ours() {
        assertThat(PressedButton.of(event("requested_action", "format", "deployability", "org/x/live#12")))
                .isEmpty();
        assertThat(PressedButton.of(event("requested_action", "redeploy", "Jenkins", "org/x/live#12")))
                .isEmpty();
        assertThat(PressedButton.of(event("created", "", "deployability", "org/x/live#12")))
                .isEmpty();
        assertThat(PressedButton.of(event("rerequested", "", "deployability", "12")))
                .isEmpty();
        assertThat(PressedButton.of(event("rerequested", "", "deployability", "org/x/live#last")))
                .isEmpty();
        assertThat(PressedButton.of("{\"action\": \"rerequested\"")).isEmpty();
        assertThat(PressedButton.of("[]")).isEmpty();
    }
}
