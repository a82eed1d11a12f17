package io.jenkins.plugins.deployer.jenkins.trust;

import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.Map;
import java.util.Set;

/**
 * What one run has of images: only these may it deploy, each under the rule that it was made for.
 *
 * @param builds the build keys that the run's plan has for each name to publish: which images belong to which rule
 * @param images what was built or reused, by build key; each has a digest
 * @param published the digest ({@code sha256:…}) that the run published under each name
 */
public record Produced(Map<String, Set<String>> builds, Map<String, ImageName> images, Map<String, String> published) {
    /** Of a run that has built nothing. */
    public static final Produced NOTHING = new Produced(Map.of(), Map.of(), Map.of());

    public Produced {
        builds = Map.copyOf(builds);
        images = Map.copyOf(images);
        published = Map.copyOf(published);
    }
}
