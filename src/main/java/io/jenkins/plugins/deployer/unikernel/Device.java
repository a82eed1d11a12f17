package io.jenkins.plugins.deployer.unikernel;

import java.util.Objects;

/**
 * A device that a unikernel needs: it does not start without it.
 *
 * @param name for example {@code service}: 1 to 67 ASCII letters and digits
 */
public record Device(DeviceKind kind, String name) {
    public Device {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
    }

    /** For people: {@code network "service"}. */
    @Override
    public String toString() {
        return kind.label() + " \"" + name + "\"";
    }
}
