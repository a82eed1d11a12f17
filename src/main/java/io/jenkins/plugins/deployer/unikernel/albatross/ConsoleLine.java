package io.jenkins.plugins.deployer.unikernel.albatross;

import java.time.Instant;

/**
 * A line that a unikernel wrote.
 *
 * @param at by the server's clock
 * @param text at most 512 bytes of it; what comes from unikernels is not to be trusted, control characters included
 */
public record ConsoleLine(Instant at, String text) {}
