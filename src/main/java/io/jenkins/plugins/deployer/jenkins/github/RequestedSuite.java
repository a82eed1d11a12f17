package io.jenkins.plugins.deployer.jenkins.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody pressed <i>Re-run all checks</i> on GitHub (the webhook event {@code check_suite}).
 *
 * @param commit whose checks are to be made again, the full id
 * @param repository {@code OWNER/REPO}
 * @param who the login at GitHub
 */
record RequestedSuite(String commit, String repository, String who) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** Empty for every other event. */
    static Optional<RequestedSuite> of(String payload) {
        JsonNode event;
        try {
            event = JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        String commit = event.path("check_suite").path("head_sha").asText();
        String repository = event.path("repository").path("full_name").asText();
        return event.path("action").asText().equals("rerequested")
                        && COMMIT.matcher(commit).matches()
                        && !repository.isEmpty()
                ? Optional.of(new RequestedSuite(
                        commit, repository, event.path("sender").path("login").asText("somebody")))
                : Optional.empty();
    }
}
