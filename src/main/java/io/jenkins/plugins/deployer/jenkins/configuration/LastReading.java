package io.jenkins.plugins.deployer.jenkins.configuration;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.jenkins.trust.RulesAt;
import io.jenkins.plugins.deployer.rules.Problem;
import io.jenkins.plugins.deployer.rules.Rules;
import java.util.List;
import java.util.Optional;

/**
 * How reading the rules went the last time.
 *
 * @param read empty if they could not be read, or nobody has tried yet
 * @param trouble why they could not be read, perhaps in several lines
 * @param problems of the file, if that is why
 */
public record LastReading(Optional<RulesAt> read, Optional<String> trouble, List<Problem> problems) {
    /** Nobody has tried yet. */
    static final LastReading NONE = new LastReading(Optional.empty(), Optional.empty(), List.of());

    public LastReading {
        requireNonNull(read);
        requireNonNull(trouble);
        problems = List.copyOf(problems);
    }

    static LastReading of(RulesAt read) {
        return new LastReading(Optional.of(read), Optional.empty(), List.of());
    }

    static LastReading failed(String trouble) {
        return failed(trouble, List.of());
    }

    static LastReading failed(String trouble, List<Problem> problems) {
        return new LastReading(Optional.empty(), Optional.of(trouble), problems);
    }

    public Optional<Rules> rules() {
        return read.map(RulesAt::rules);
    }

    /** Why there are no rules, as the end of a sentence for who needs them now. */
    String whyNone() {
        return trouble.map(text ->
                        "they cannot be read: " + text.lines().findFirst().orElse(""))
                .orElse("they have not been read yet. Save this page with the place of the rules first.");
    }
}
