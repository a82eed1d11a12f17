package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.DeploymentLog;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Quarantine;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What the log of deployments remembers as rolled back for its own fault. */
record LoggedQuarantine(DeploymentLog log) implements Quarantine {
    /** One name is deployed as one kind only, so whichever kind is known is meant. */
    @Override
    public Optional<String> reason(ServiceRequest request, String digest) {
        for (ServiceOnHost.Kind kind :
                List.of(ServiceOnHost.Kind.SERVICE, ServiceOnHost.Kind.COMPOSE, ServiceOnHost.Kind.UNIKERNEL)) {
            Optional<Deployment> bad = bad(new ServiceOnHost(kind, request.service(), request.host()), request, digest);
            if (bad.isPresent()) {
                return bad.map(Deployment::recalled);
            }
        }
        return Optional.empty();
    }

    private Optional<Deployment> bad(ServiceOnHost service, ServiceRequest request, String digest) {
        try {
            return request.origin().isPresent()
                    ? log.quarantineOfCommit(service, request.origin().get().commit())
                    : log.quarantineOfDigest(service, digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
