package io.jenkins.plugins.deployer.jenkins.configuration;

import io.jenkins.plugins.deployer.rules.Rules;
import java.util.Optional;

/**
 * How reading the rules went the last time.
 *
 * @param rules empty if they could not be read, or nobody has tried yet
 * @param trouble why they could not be read, perhaps in several lines
 */
record LastReading(Optional<Rules> rules, Optional<String> trouble) {
    /** Nobody has tried yet. */
    static final LastReading NONE = new LastReading(Optional.empty(), Optional.empty());

    static LastReading of(Rules rules) {
        return new LastReading(Optional.of(rules), Optional.empty());
    }

    static LastReading failed(String trouble) {
        return new LastReading(Optional.empty(), Optional.of(trouble));
    }

    /** Why there are no rules, as the end of a sentence for who needs them now. */
    String whyNone() {
        return trouble.map(text ->
                        "they cannot be read: " + text.lines().findFirst().orElse(""))
                .orElse("they have not been read yet. Save this page with the place of the rules first.");
    }
}
