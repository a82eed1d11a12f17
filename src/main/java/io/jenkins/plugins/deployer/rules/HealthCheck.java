package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.time.Duration;

/**
 * An HTTP address that answers when a service is well.
 *
 * @param url http or https
 * @param status the status code of a good answer, 100 to 599
 * @param within how long a new version may take until it answers; positive
 */
public record HealthCheck(URI url, int status, Duration within) {
    /** What a good answer is when the rules do not say. */
    public static final int DEFAULT_STATUS = 200;

    /** How long a new version has when the rules do not say. */
    public static final Duration DEFAULT_WITHIN = Duration.ofMinutes(1);

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public HealthCheck {
        Checked.webAddress("the health check", url);
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException(status + " is not an HTTP status");
        }
        Durations.positive("the time of a health check", within);
    }
}
