package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.DeploymentLog;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Quarantine;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What the log of deployments remembers as rolled back for its own fault. */
record LoggedQuarantine(DeploymentLog log) implements Quarantine {
    @Override
    public Optional<String> reason(ServiceRequest request, String digest) {
        ServiceOnHost service = new ServiceOnHost(ServiceOnHost.Kind.SERVICE, request.service(), request.host());
        try {
            Optional<Deployment> bad = request.origin().isPresent()
                    ? log.quarantineOfCommit(service, request.origin().get().commit())
                    : log.quarantineOfDigest(service, digest);
            return bad.map(deployment -> "it was " + deployment.outcome().label() + " at " + deployment.finished()
                    + ": " + deployment.reason());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
