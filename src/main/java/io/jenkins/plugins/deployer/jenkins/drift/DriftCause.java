package io.jenkins.plugins.deployer.jenkins.drift;

import io.jenkins.plugins.deployer.jenkins.trust.ControllerCause;
import io.jenkins.plugins.deployer.report.Drift;
import io.jenkins.plugins.deployer.report.ServiceOnHost;

/**
 * A service ran something else than was deployed last.
 *
 * <p><b>Saved form.</b> In {@code build.xml} under the full name of this class; its fields are texts.
 */
public final class DriftCause extends ControllerCause {
    private final String kind;
    private final String service;
    private final String host;
    private final String explanation;

    DriftCause(ServiceOnHost service, Drift drift) {
        this.kind = service.kind().name();
        this.service = service.name();
        this.host = service.host();
        this.explanation = drift.explanation();
    }

    boolean isOf(ServiceOnHost other) {
        return other.kind().name().equals(kind)
                && other.name().equals(service)
                && other.host().equals(host);
    }

    @Override
    public String getShortDescription() {
        return "Drift of " + service + "@" + host + ": " + explanation;
    }
}
