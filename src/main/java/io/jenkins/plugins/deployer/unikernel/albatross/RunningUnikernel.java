package io.jenkins.plugins.deployer.unikernel.albatross;

import java.time.Instant;
import java.util.Optional;

/**
 * What the server says of a unikernel that it runs.
 *
 * @param name relative to the path of the {@link Albatross} that was asked, so without a path for all that is directly
 *     under it; whatever the server says, who names one by its path when asked about that one alone
 * @param digest of the image as it is without compression: SHA-256, 64 hexadecimal digits
 * @param config how it runs; whether the name is added is not told, and taken to be so
 * @param started when its process was; empty before 2.1
 */
public record RunningUnikernel(Name name, String digest, UnikernelConfig config, Optional<Instant> started) {}
