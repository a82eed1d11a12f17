package io.jenkins.plugins.deployer.unikernel.albatross;

import java.time.Instant;
import java.util.Optional;

/**
 * What the server says of a unikernel that it runs.
 *
 * @param name relative to the path that was asked about
 * @param digest of the image as it is without compression: SHA-256, 64 hexadecimal digits
 * @param config how it runs; whether the name is added is not told, and taken to be so
 * @param started when its process was; empty before 2.1
 */
public record RunningUnikernel(Name name, String digest, UnikernelConfig config, Optional<Instant> started) {}
