package io.jenkins.plugins.deployer.rules;

import java.time.Duration;
import java.util.List;

/**
 * Somebody else's image, kept up to date.
 *
 * @param image has a tag and no digest
 * @param every how often the registry is asked; positive
 * @param services what runs it; never empty
 */
public record FollowedImage(ImageName image, Duration every, List<ServiceRule> services) {
    /** How often the registry is asked when the rules do not say. */
    public static final Duration DEFAULT_EVERY = Duration.ofDays(1);

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public FollowedImage {
        checkedFollowed(image);
        Durations.positive("the time between two looks", every);
        services = List.copyOf(services);
        if (services.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one service that runs the image");
        }
    }

    /** Only a tag can come to mean something else. */
    static ImageName checkedFollowed(ImageName image) {
        if (image.digest().isPresent()) {
            throw new IllegalArgumentException(
                    "the image " + Quoted.text(image.toString()) + " has a digest, which never changes; name a tag");
        }
        if (image.tag().isEmpty()) {
            throw new IllegalArgumentException(
                    "the image " + Quoted.text(image.toString()) + " needs a tag; did you mean "
                            + Quoted.text(image.withTag("latest").toString()) + "?");
        }
        return image;
    }
}
