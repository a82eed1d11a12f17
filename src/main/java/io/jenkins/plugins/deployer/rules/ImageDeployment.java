package io.jenkins.plugins.deployer.rules;

import java.util.List;
import java.util.Optional;

/**
 * A deployment rule of an image build.
 *
 * @param head the commits that are deployed
 * @param publish the name that the image is published under; has a tag
 * @param services what then runs it; may be empty
 * @param prebuilt whether any digest of the published repository may be deployed, for Pipelines that build in their own way
 * @param slack the Slack channel to tell
 */
public record ImageDeployment(
        LiveHead head, ImageName publish, List<ServiceRule> services, boolean prebuilt, Optional<String> slack) {}
