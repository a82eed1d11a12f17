package io.jenkins.plugins.deployer.unikernel.albatross;

/**
 * A block device that the server keeps.
 *
 * @param name relative to the path that was asked about
 * @param size MiB
 * @param active whether a unikernel uses it
 */
public record Volume(Name name, long size, boolean active) {}
