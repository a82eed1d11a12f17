package io.jenkins.plugins.deployer.unikernel.albatross;

/**
 * What the server of the tests runs.
 *
 * @param image without compression
 */
record WireUnikernel(WireConfig config, byte[] image, byte[] digest) {}
