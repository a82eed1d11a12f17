package io.jenkins.plugins.deployer.plan;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.List;

/**
 * Publishes one image under its name, once all its builds succeeded.
 *
 * @param title one line for people, different from that of every other task of the plan
 * @param builds one build per architecture, in the order of the rules; never empty
 * @param name what it is published as; has a tag
 * @param keep a tag that means these builds for ever: it keeps their manifest when the tag of the name moves on
 */
public record PublishTask(String title, List<BuildKey> builds, ImageName name, String keep) {
    /** @throws IllegalArgumentException if there is no build, or no tag */
    public PublishTask {
        requireNonNull(title);
        builds = List.copyOf(builds);
        requireNonNull(keep);
        if (builds.isEmpty()) {
            throw new IllegalArgumentException("\"" + title + "\" needs a build");
        }
        if (name.tag().isEmpty()) {
            throw new IllegalArgumentException("\"" + title + "\" needs a tag to publish under");
        }
    }

    /** The tag that belongs to these builds, whatever their order. */
    static String keep(List<BuildKey> builds) {
        if (builds.size() == 1) {
            return "keep-" + builds.get(0);
        }
        Fingerprint fingerprint = new Fingerprint("deployer builds 1").add(builds.size());
        builds.stream().map(BuildKey::hex).sorted().forEach(fingerprint::add);
        return "keep-" + fingerprint.hex();
    }
}
