package io.jenkins.plugins.deployer.image;

import java.time.Duration;

/**
 * An image that was built and is in the engine's own store.
 *
 * @param id of its configuration, {@code sha256:…}; not the digest that a registry knows it by
 * @param took how long it took, with preparing the context
 */
public record BuiltImage(String id, Duration took) {}
