package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;

/** Resolves the names of images. Used by several threads. */
@FunctionalInterface
public interface Digests {
    /**
     * Asks the image's registry, within seconds.
     *
     * @return {@code sha256:…}
     * @throws IOException if there is no such image, or the registry does not answer
     */
    String digest(ImageName image) throws IOException, InterruptedException;
}
