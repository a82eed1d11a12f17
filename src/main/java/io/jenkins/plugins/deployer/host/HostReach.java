package io.jenkins.plugins.deployer.host;

import java.util.Objects;

/**
 * How one host is reached. Hosts with the same endpoint and an equal reach share their connections.
 *
 * @param login who we are there
 * @param dialer what connects
 */
public record HostReach(HostLogin login, Dialer dialer) {
    public HostReach {
        Objects.requireNonNull(login);
        Objects.requireNonNull(dialer);
    }

    /** From this machine. */
    public static HostReach directly(HostLogin login) {
        return new HostReach(login, Dialer.DIRECT);
    }
}
