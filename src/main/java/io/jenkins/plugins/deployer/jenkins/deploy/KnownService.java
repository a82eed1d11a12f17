package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * What the store knows of one service, without its history.
 *
 * @param last the last deployment, whatever came of it
 * @param lastLive the last one that ended with the service running what was asked for
 * @param runs the digest that should run: the last one proven to; empty if the last change ended without a proof
 * @param since when that digest was first seen to run, as far as the kept deployments tell
 * @param isRolledBack whether what runs is what somebody went back to, and no newer push has come through since
 */
public record KnownService(
        RecordedDeployment last,
        Optional<RecordedDeployment> lastLive,
        Optional<String> runs,
        Optional<Instant> since,
        boolean isRolledBack) {
    static KnownService of(RecordedDeployment first) {
        return new KnownService(
                first,
                Optional.of(first).filter(one -> one.deployment().isGood()),
                first.deployment().runs(),
                first.deployment().runs().map(digest -> first.deployment().finished()),
                isRolledBack(first.deployment(), false));
    }

    KnownService and(RecordedDeployment next) {
        Deployment deployment = next.deployment();
        Optional<String> nowRuns = deployment.triedImage() ? deployment.runs() : runs;
        return new KnownService(
                next,
                deployment.isGood() ? Optional.of(next) : lastLive,
                nowRuns,
                nowRuns.equals(runs) ? since : nowRuns.map(digest -> deployment.finished()),
                isRolledBack(deployment, isRolledBack));
    }

    private static boolean isRolledBack(Deployment deployment, boolean before) {
        if (!deployment.isGood()) {
            return before;
        }
        return switch (deployment.cause()) {
            case ROLL_BACK -> true;
            case REDEPLOY -> before;
            case PUSH, IMAGE -> false;
        };
    }

    /** The same without who asked. */
    public ServiceRecord withoutAskers() {
        return new ServiceRecord(last.deployment(), lastLive.map(RecordedDeployment::deployment), runs);
    }
}
