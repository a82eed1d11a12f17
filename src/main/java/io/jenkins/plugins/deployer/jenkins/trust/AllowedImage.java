package io.jenkins.plugins.deployer.jenkins.trust;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.ServiceRule;

/**
 * The rule that allows to deploy somebody else's image.
 *
 * @param image whose tag is followed
 * @param service what runs it
 */
public record AllowedImage(FollowedImage image, ServiceRule service) {
    public AllowedImage {
        requireNonNull(image);
        requireNonNull(service);
    }
}
