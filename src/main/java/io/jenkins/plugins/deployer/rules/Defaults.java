package io.jenkins.plugins.deployer.rules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * @param staging the image repository that keeps builds under their build key; empty if builds are not staged
 * @param timeout how long one build may take; an architecture may get a multiple of it
 * @param slack the Slack channel to tell
 * @param architectures what an image build that names none is built for; never empty
 */
public record Defaults(
        Optional<ImageName> staging, Duration timeout, Optional<String> slack, List<Architecture> architectures) {}
