package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Outcome;
import java.net.URI;
import java.util.Optional;

/** Deployments that runs asked for. */
final class Records {
    static final Asker ASKER = new Asker(
            "ops/web/live#12",
            Optional.of(URI.create("https://ci.example.org/job/ops/job/web/job/live/12/")),
            Optional.of("push by alice"));

    private Records() {}

    static RecordedDeployment record(String id, char version, Outcome outcome) {
        return record(Deployments.BUILDER, id, version, outcome, false);
    }

    static RecordedDeployment bad(String id, char version) {
        return record(Deployments.BUILDER, id, version, Outcome.ROLLED_BACK, true);
    }

    static RecordedDeployment record(
            ServiceOnHost service, String id, char version, Outcome outcome, boolean ownFault) {
        Deployment deployment = Deployments.deployment(service, id, version, outcome, ownFault);
        return new RecordedDeployment(deployment, ASKER);
    }
}
