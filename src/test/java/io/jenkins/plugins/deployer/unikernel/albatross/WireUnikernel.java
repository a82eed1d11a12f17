package io.jenkins.plugins.deployer.unikernel.albatross;

import java.time.Instant;
import java.util.Optional;

/**
 * What the server of the tests runs.
 *
 * @param image without compression
 * @param dies when it ends by itself
 */
record WireUnikernel(WireConfig config, byte[] image, byte[] digest, Instant started, Optional<Instant> dies) {}
