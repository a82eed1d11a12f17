package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.ServiceRecord;
import java.util.Optional;

/**
 * What the store knows of one service, without its history.
 *
 * @param last the last deployment, whatever came of it
 * @param lastLive the last one that ended with the service running what was asked for
 * @param runs the digest that should run: the last one proven to; empty if the last change ended without a proof
 */
public record KnownService(RecordedDeployment last, Optional<RecordedDeployment> lastLive, Optional<String> runs) {
    static KnownService of(RecordedDeployment first) {
        return new KnownService(
                first,
                Optional.of(first).filter(one -> one.deployment().isGood()),
                first.deployment().runs());
    }

    KnownService and(RecordedDeployment next) {
        return new KnownService(
                next,
                next.deployment().isGood() ? Optional.of(next) : lastLive,
                next.deployment().triedImage() ? next.deployment().runs() : runs);
    }

    /** The same without who asked. */
    public ServiceRecord withoutAskers() {
        return new ServiceRecord(last.deployment(), lastLive.map(RecordedDeployment::deployment), runs);
    }
}
