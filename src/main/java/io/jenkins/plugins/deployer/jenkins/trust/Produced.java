package io.jenkins.plugins.deployer.jenkins.trust;

import io.jenkins.plugins.deployer.jenkins.run.RunRecord;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.SavedPlan;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one run has of images: only these may it deploy, each under the rule that it was made for.
 *
 * @param builds the build keys that the run's plan has for each name to publish: which images belong to which rule
 * @param unikernels the build key that the run's plan has for each unikernel, by {@code NAME@HOST}
 * @param images what was built or reused, by build key; each has a digest
 * @param published the digest ({@code sha256:…}) that the run published under each name
 */
public record Produced(
        Map<String, Set<String>> builds,
        Map<String, String> unikernels,
        Map<String, ImageName> images,
        Map<String, String> published) {
    /** Of a run that has built nothing. */
    public static final Produced NOTHING = new Produced(Map.of(), Map.of(), Map.of(), Map.of());

    public Produced {
        builds = Map.copyOf(builds);
        unikernels = Map.copyOf(unikernels);
        images = Map.copyOf(images);
        published = Map.copyOf(published);
    }

    /**
     * What is kept of a run.
     *
     * @param resource the rules file whose plan says which build belongs to which rule
     */
    static Produced of(RunRecord record, Optional<String> resource) {
        Map<String, Set<String>> builds = new HashMap<>();
        Map<String, String> unikernels = new HashMap<>();
        for (RunRecord.Planned planned : record.plans()) {
            if (planned.resource().equals(resource)) {
                SavedPlan.read(planned.json())
                        .publications()
                        .forEach(publication -> builds.put(
                                publication.name().toString(),
                                publication.builds().stream().map(BuildKey::hex).collect(Collectors.toSet())));
                SavedPlan.unikernels(planned.json())
                        .forEach(
                                (name, keys) -> unikernels.put(name, keys.get(0).hex()));
            }
        }
        Map<String, ImageName> images = new HashMap<>();
        record.built().forEach((key, image) -> images.put(key.hex(), image));
        Map<String, String> published = new HashMap<>();
        record.published()
                .forEach((name, image) -> image.digest().ifPresent(digest -> published.put(name.toString(), digest)));
        return new Produced(builds, unikernels, images, published);
    }
}
