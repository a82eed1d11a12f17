package io.jenkins.plugins.deployer.unikernel.albatross;

import java.time.Duration;

/**
 * How long a server may take; none is endless.
 *
 * @param connecting until there is a connection, the handshake included
 * @param answering until a command is answered. A replacement waits until the old unikernel has ended
 * @param transferring until an image has gone one way or the other
 */
public record TimeLimits(Duration connecting, Duration answering, Duration transferring) {
    /** Ten seconds, a minute, ten minutes. */
    public static final TimeLimits USUAL =
            new TimeLimits(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(10));

    /** @throws IllegalArgumentException if one is not at least a millisecond and at most a day */
    public TimeLimits {
        for (Duration limit : new Duration[] {connecting, answering, transferring}) {
            if (limit.toMillis() < 1 || limit.toDays() > 1) {
                throw new IllegalArgumentException("a time limit of " + limit);
            }
        }
    }
}
