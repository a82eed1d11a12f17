package io.jenkins.plugins.deployer.unikernel.albatross;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A block device of a unikernel and what is behind it.
 *
 * @param device the name in the unikernel's manifest
 * @param volume of the server, a label under the unikernel's path; empty: the one of the device's name
 * @param sectorSize bytes; empty: 512
 */
public record BlockDevice(String device, Optional<String> volume, OptionalInt sectorSize) {
    public BlockDevice {
        Objects.requireNonNull(device);
        Objects.requireNonNull(volume);
        Objects.requireNonNull(sectorSize);
    }

    /** With sectors of the usual size. */
    public static BlockDevice on(String device, String volume) {
        return new BlockDevice(device, Optional.of(volume), OptionalInt.empty());
    }
}
