package io.jenkins.plugins.deployer.jenkins.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import io.jenkins.plugins.deployer.jenkins.courier.WebAnswer;
import io.jenkins.plugins.deployer.jenkins.courier.WebApi;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One repository in GitHub's REST API, for what is written there. Each request is made once and counted by GitHub; of every
 * answer it is decided whether the same may be tried again. Safe for use by several threads.
 */
final class GitHubApi {
    /** As of which what this program sends and reads is documented. */
    private static final String VERSION = "2022-11-28";
    /** How long GitHub asks to wait after a secondary limit that says no time. */
    private static final Duration UNSAID = Duration.ofMinutes(1);

    private final WebApi web;
    private final Clock clock;
    private final URI api;
    private final String repository;
    private final Authorization authorization;

    /** Who we are to GitHub. */
    interface Authorization {
        /**
         * The value of the header. May ask GitHub for a token.
         *
         * @throws IOException if there is none now, with a sentence
         */
        String header() throws IOException;
    }

    /** What came of a request. */
    sealed interface Answer {
        record Taken(Optional<JsonNode> body) implements Answer {
            /** The id of what was made; empty if the answer could not be read. */
            Optional<String> id() {
                return body.map(json -> json.path("id"))
                        .filter(JsonNode::isNumber)
                        .map(JsonNode::asText);
            }
        }

        record Not(Delivery why) implements Answer {}
    }

    /**
     * @param api its address, for example {@code https://api.github.com}
     * @param repository {@code OWNER/REPO}
     */
    GitHubApi(WebApi web, Clock clock, URI api, String repository, Authorization authorization) {
        this.web = web;
        this.clock = clock;
        this.api = api;
        this.repository = repository;
        this.authorization = authorization;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** @param path below the repository */
    Answer send(String method, String path, JsonNode body) throws InterruptedException {
        String header;
        try {
            header = authorization.header();
        } catch (IOException e) {
            return new Answer.Not(new Delivery.Later(
                    "there is no token for GitHub: " + (e.getMessage() == null ? e.toString() : e.getMessage()),
                    Duration.ZERO));
        }
        String base = api.toString();
        URI address = URI.create((base.endsWith("/") ? base : base + "/") + "repos/" + repository + "/" + path);
        WebAnswer answer = web.send(
                method,
                address,
                Map.of(
                        "Authorization", header,
                        "Accept", "application/vnd.github+json",
                        "X-GitHub-Api-Version", VERSION),
                body);
        if (answer instanceof WebAnswer.Silence silence) {
            return new Answer.Not(new Delivery.Later("GitHub did not answer: " + silence.why(), Duration.ZERO));
        }
        if (answer instanceof WebAnswer.Unsendable unsendable) {
            return new Answer.Not(new Delivery.Never("GitHub cannot be asked: " + unsendable.why()));
        }
        WebAnswer.Answered answered = (WebAnswer.Answered) answer;
        return answered.isGood() ? new Answer.Taken(answered.body()) : new Answer.Not(why(answered));
    }

    private Delivery why(WebAnswer.Answered answer) {
        String said = "GitHub answered " + answer.status()
                + answer.text("message")
                        .map(message -> " (" + cut(message, 200) + ")")
                        .orElse("");
        if (answer.status() >= 500) {
            return new Delivery.Later(said, answer.retryAfter().orElse(Duration.ZERO));
        }
        Optional<Duration> limited = limited(answer);
        if (limited.isPresent()) {
            return new Delivery.Later(said + ": the limit of its requests is reached", limited.get());
        }
        return new Delivery.Never(said
                + switch (answer.status()) {
                    case 401 -> ": it does not accept the credentials of the project's branch source";
                    case 403 ->
                        ": the credentials may not do this; a GitHub App needs write access to checks and deployments, a"
                                + " token to commit statuses and deployments";
                    case 404 -> ": it knows no " + repository + ", or nothing of it that these credentials may write";
                    case 422 -> problems(answer) + "; the commit may be gone";
                    default -> "";
                });
    }

    /**
     * How long to wait if too much was asked for: of this hour's requests, or of some kind in a short time (GitHub's documentation
     * "Rate limits for the REST API").
     */
    private Optional<Duration> limited(WebAnswer.Answered answer) {
        if (answer.status() != 403 && answer.status() != 429) {
            return Optional.empty();
        }
        if (answer.retryAfter().isPresent()) {
            return answer.retryAfter();
        }
        if (answer.headers().getOrDefault("x-ratelimit-remaining", "").equals("0")) {
            return answer.seconds("x-ratelimit-reset")
                    .map(Instant::ofEpochSecond)
                    .map(reset -> Duration.between(clock.instant(), reset))
                    .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                    .or(() -> Optional.of(UNSAID));
        }
        boolean secondary = answer.status() == 429
                || answer.text("message")
                        .filter(text -> text.contains("secondary rate limit"))
                        .isPresent();
        return secondary ? Optional.of(UNSAID) : Optional.empty();
    }

    private static String problems(WebAnswer.Answered answer) {
        StringBuilder problems = new StringBuilder();
        answer.body()
                .map(json -> json.path("errors"))
                .ifPresent(errors -> errors.forEach(error -> problems.append(": ")
                        .append(cut(
                                error.isTextual()
                                        ? error.asText()
                                        : error.path("message").asText(error.toString()),
                                200))));
        return problems.toString();
    }

    /** A text of so many characters at most, none of them cut into halves. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
