package io.jenkins.plugins.deployer.unikernel.albatross;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network device of a unikernel and what it is attached to.
 *
 * @param device the name in the unikernel's manifest
 * @param bridge of the host; empty: the one of the device's name
 * @param mac as {@code 00:80:41:aa:bb:cc}; empty: Albatross makes one of the two names, which stays the same
 */
public record NetworkDevice(String device, Optional<String> bridge, Optional<String> mac) {
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    /** @throws IllegalArgumentException with a sentence, if the address is none */
    public NetworkDevice {
        Objects.requireNonNull(device);
        Objects.requireNonNull(bridge);
        mac.ifPresent(address -> {
            if (!MAC.matcher(address).matches()) {
                throw new IllegalArgumentException("\"" + address + "\" is no MAC address like 00:80:41:aa:bb:cc");
            }
        });
    }

    /** Attached to a bridge, with the address that Albatross makes. */
    public static NetworkDevice on(String device, String bridge) {
        return new NetworkDevice(device, Optional.of(bridge), Optional.empty());
    }
}
