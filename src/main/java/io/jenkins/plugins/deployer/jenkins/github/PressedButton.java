package io.jenkins.plugins.deployer.jenkins.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.deployer.report.Check;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody pressed a button of a check on GitHub (the webhook event {@code check_run}).
 *
 * @param button which one
 * @param run the id of the run in Jenkins that made the check
 * @param repository {@code OWNER/REPO}
 * @param who the login at GitHub
 */
record PressedButton(Button button, String run, String repository, String who) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern RUN = Pattern.compile(".+#[0-9]{1,9}");

    enum Button {
        /** GitHub's own, on every check. */
        RE_RUN,
        REDEPLOY
    }

    /** Empty for every other event, and for buttons of others' checks. */
    static Optional<PressedButton> of(String payload) {
        JsonNode event;
        try {
            event = JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        JsonNode check = event.path("check_run");
        String run = check.path("external_id").asText();
        String repository = event.path("repository").path("full_name").asText();
        String name = check.path("name").asText();
        boolean ours = name.equals(Check.NAME) || name.equals(Check.RULES);
        if (!ours || !RUN.matcher(run).matches() || repository.isEmpty()) {
            return Optional.empty();
        }
        return button(event)
                .filter(button -> button == Button.RE_RUN || name.equals(Check.NAME))
                .map(button -> new PressedButton(
                        button,
                        run,
                        repository,
                        event.path("sender").path("login").asText("somebody")));
    }

    private static Optional<Button> button(JsonNode event) {
        return switch (event.path("action").asText()) {
            case "rerequested" -> Optional.of(Button.RE_RUN);
            case "requested_action" ->
                Optional.of(Button.REDEPLOY).filter(button -> event.path("requested_action")
                        .path("identifier")
                        .asText()
                        .equals(CheckRuns.REDEPLOY));
            default -> Optional.empty();
        };
    }
}
