package io.jenkins.plugins.deployer.rules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What builds and services get that do not say otherwise.
 *
 * @param staging the image repository that keeps builds under their build key, without tag and digest; empty if
 *     builds are not staged
 * @param timeout how long one build may take; an architecture may get a multiple of it
 * @param slack the Slack channel to tell
 * @param architectures what an image build that names none is built for; never empty
 */
public record Defaults(
        Optional<ImageName> staging, Duration timeout, Optional<String> slack, List<Architecture> architectures) {
    /** For rules that have no defaults of their own: no staging, 50 minutes, no channel, x86_64. */
    public static final Defaults NONE =
            new Defaults(Optional.empty(), Duration.ofMinutes(50), Optional.empty(), List.of(Architecture.X86_64));

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public Defaults {
        staging.ifPresent(Defaults::checkedStaging);
        Durations.positive("the timeout", timeout);
        slack.ifPresent(Defaults::checkSlack);
        architectures = List.copyOf(architectures);
        if (architectures.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one architecture");
        }
    }

    Defaults orElse(Optional<ImageName> otherStaging) {
        return staging.isPresent() ? this : new Defaults(otherStaging, timeout, slack, architectures);
    }

    static ImageName checkedStaging(ImageName staging) {
        if (staging.tag().isPresent() || staging.digest().isPresent()) {
            throw new IllegalArgumentException("the staging repository " + Quoted.text(staging.toString())
                    + " must have neither a tag nor a digest: builds are kept in it under tags of their own");
        }
        return staging;
    }

    static void checkSlack(String channel) {
        Checked.line("the Slack channel", channel);
    }
}
