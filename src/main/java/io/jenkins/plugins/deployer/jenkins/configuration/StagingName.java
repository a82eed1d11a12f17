package io.jenkins.plugins.deployer.jenkins.configuration;

import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.Optional;

/** The repository that keeps builds, as an administrator writes it. */
final class StagingName {
    private StagingName() {}

    /** Understands a repository without tag and digest; empty for anything else. */
    static Optional<ImageName> parse(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(checked(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    static ImageName checked(String text) {
        ImageName name = ImageName.parse(text.strip());
        if (name.tag().isPresent() || name.digest().isPresent()) {
            throw new IllegalArgumentException("the staging repository \"" + text.strip()
                    + "\" must have neither a tag nor a digest: builds are kept in it under tags of their own");
        }
        return name;
    }
}
