package io.jenkins.plugins.deployer.jenkins.slack;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How the slack plugin is configured to reach Slack. */
sealed interface SlackAccount {
    /** With a bot's token; what was posted can be changed. */
    record Bot(URI api, String token) implements SlackAccount {
        static final URI SLACK = URI.create("https://slack.com/api/");

        public Bot {
            Objects.requireNonNull(api);
            Objects.requireNonNull(token);
        }

        URI method(String name) {
            return api.resolve(name);
        }

        Map<String, String> headers() {
            return Map.of("Authorization", "Bearer " + token);
        }

        @Override
        public String toString() {
            return "a bot of " + api;
        }
    }

    /** With an incoming webhook, whose address is a secret; what was posted stays as it is. */
    record Hook(URI address) implements SlackAccount {
        public Hook {
            Objects.requireNonNull(address);
        }

        @Override
        public String toString() {
            return "a webhook of " + address.getHost();
        }
    }

    /**
     * As the slack plugin understands its own configuration.
     *
     * @param baseUrl of a service that is compatible with Slack
     * @throws IllegalArgumentException with a sentence if it makes no address
     */
    static SlackAccount of(boolean isBot, Optional<String> baseUrl, Optional<String> team, String token) {
        if (isBot) {
            return new Bot(Bot.SLACK, token);
        }
        String address;
        if (baseUrl.isPresent()) {
            address = baseUrl.get() + (baseUrl.get().endsWith("/") ? "" : "/") + token;
        } else if (team.isPresent()) {
            address = "https://" + team.get() + ".slack.com/services/hooks/jenkins-ci?token=" + token;
        } else {
            throw new IllegalArgumentException("the slack plugin is configured without a workspace");
        }
        try {
            return new Hook(URI.create(address));
        } catch (IllegalArgumentException e) {
            // Its message has the token in it.
            throw new IllegalArgumentException("the address that the slack plugin is configured with is none");
        }
    }
}
