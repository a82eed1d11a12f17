package io.jenkins.plugins.deployer.rules;

import java.time.Duration;
import java.util.List;

/**
 * Somebody else's image, kept up to date.
 *
 * @param image has a tag
 * @param every how often the registry is asked
 * @param services what runs it; never empty
 */
public record FollowedImage(ImageName image, Duration every, List<ServiceRule> services) {}
