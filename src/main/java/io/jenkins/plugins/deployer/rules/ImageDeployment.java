package io.jenkins.plugins.deployer.rules;

import java.util.List;
import java.util.Optional;

/**
 * A deployment rule of an image build.
 *
 * @param head the commits that are deployed
 * @param publish the name that the image is published under; has a tag and no digest
 * @param services what then runs it; may be empty
 * @param prebuilt whether any digest of the published repository may be deployed, for Pipelines that build in their own way
 * @param slack the Slack channel to tell
 */
public record ImageDeployment(
        LiveHead head, ImageName publish, List<ServiceRule> services, boolean prebuilt, Optional<String> slack) {
    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public ImageDeployment {
        checkPublished(publish, head);
        services = List.copyOf(services);
        slack.ifPresent(Defaults::checkSlack);
    }

    private static void checkPublished(ImageName publish, LiveHead head) {
        String what = "the published image " + Quoted.text(publish.toString());
        if (publish.digest().isPresent()) {
            throw new IllegalArgumentException(what + " must not have a digest: it is known only once it is built");
        }
        if (publish.tag().isEmpty()) {
            String tag = head.kind() == LiveHead.Kind.BRANCH
                    ? head.name().replaceAll("[^A-Za-z0-9_.-]", "-").replaceFirst("^[.-]+", "")
                    : "latest";
            throw new IllegalArgumentException(what + " needs a tag; did you mean "
                    + Quoted.text(publish.withTag(tag.isEmpty() || tag.length() > 128 ? "live" : tag)
                            .toString()) + "?");
        }
    }
}
