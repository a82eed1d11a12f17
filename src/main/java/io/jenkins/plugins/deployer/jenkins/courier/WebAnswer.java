package io.jenkins.plugins.deployer.jenkins.courier;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What came of one request to a service that speaks JSON. */
public sealed interface WebAnswer {
    /**
     * An answer, good or bad.
     *
     * @param headers names in lower case; of each the first value
     * @param body empty if it was no JSON, not all of it, or longer than 1 MiB
     */
    record Answered(int status, Map<String, String> headers, Optional<JsonNode> body) implements WebAnswer {
        public boolean isGood() {
            return status >= 200 && status < 300;
        }

        /** A text of the body; empty if it has none of that name. */
        public Optional<String> text(String field) {
            return body.map(json -> json.path(field))
                    .filter(JsonNode::isValueNode)
                    .map(JsonNode::asText);
        }

        /** How long the other side asks to wait ({@code Retry-After} in seconds, RFC 9110 section 10.2.3). */
        public Optional<Duration> retryAfter() {
            return seconds("retry-after").map(Duration::ofSeconds);
        }

        /** A number of seconds in a header. */
        public Optional<Long> seconds(String header) {
            String value = headers.getOrDefault(header, "");
            return value.matches("[0-9]{1,12}") ? Optional.of(Long.parseLong(value)) : Optional.empty();
        }
    }

    /**
     * Nobody answered.
     *
     * @param why in half a sentence
     * @param mayHaveArrived whether the request may have been carried out all the same
     */
    record Silence(String why, boolean mayHaveArrived) implements WebAnswer {}

    /**
     * Nobody was asked, nor ever can be like this.
     *
     * @param why in half a sentence, without anything secret
     */
    record Unsendable(String why) implements WebAnswer {}
}
