package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.time.Duration;

/**
 * An HTTP address that answers when a service is well.
 *
 * @param url http or https
 * @param status the status code of a good answer
 * @param within how long a new version may take until it answers
 */
public record HealthCheck(URI url, int status, Duration within) {}
