package io.jenkins.plugins.deployer.jenkins.configuration;

import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.Collection;

/** A registry, or the repository that keeps builds, as it is typed into a form. */
final class RegistryName {
    private RegistryName() {}

    static Finding look(String text) {
        String normal = RegistryNames.normal(text);
        if (normal.isEmpty()) {
            return Finding.error("Give the registry as it stands in image names, such as registry.example.org:5000, or"
                    + " docker.io for Docker Hub.");
        }
        try {
            ImageName.parse(normal + "/repository");
        } catch (IllegalArgumentException e) {
            return Finding.error("\"" + text.strip() + "\" is not a registry: write HOST or HOST:PORT.");
        }
        boolean registry = ImageName.parse(normal + "/repository").registry().equals(normal);
        if (!registry) {
            return Finding.error(
                    "\"" + text.strip() + "\" is taken for a repository on Docker Hub: a registry has a dot or"
                            + " a colon in its name, or is localhost.");
        }
        return normal.equals(text.strip()) ? Finding.NOTHING : Finding.ok("In image names this is " + normal + ".");
    }

    /** @param registries those that there is a login for */
    static Finding lookAtStaging(String text, Collection<String> registries) {
        if (text.isBlank()) {
            return Finding.NOTHING;
        }
        ImageName staging;
        try {
            staging = StagingName.checked(text);
        } catch (IllegalArgumentException e) {
            return Finding.error(sentence(e.getMessage()));
        }
        boolean login = registries.stream().anyMatch(name -> RegistryNames.same(name, staging.registry()));
        return login
                ? Finding.NOTHING
                : Finding.warning("No login is configured for " + staging.registry()
                        + ", so builds are pushed to it as nobody in particular.");
    }

    private static String sentence(String text) {
        String upper = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return upper.endsWith(".") || upper.endsWith("?") ? upper : upper + ".";
    }
}
