package io.jenkins.plugins.deployer.unikernel.albatross;

/**
 * An image that was brought from a server, without compression.
 *
 * @param digest SHA-256, 64 hexadecimal digits: compare it with that of {@link RunningUnikernel}
 * @param size bytes
 */
public record FetchedImage(String digest, long size) {}
