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
 * @param pushed the digest of the last one that became live without anybody having chosen it; empty if none is kept
 * @param since when that digest was first seen to run, as far as the kept deployments tell
 * @param isRolledBack whether what runs is what somebody chose instead of what was pushed last
 */
public record KnownService(
        RecordedDeployment last,
        Optional<RecordedDeployment> lastLive,
        Optional<String> runs,
        Optional<String> pushed,
        Optional<Instant> since,
        boolean isRolledBack) {
    static KnownService of(RecordedDeployment first) {
        return new KnownService(
                first,
                Optional.of(first).filter(one -> one.deployment().isGood()),
                first.deployment().runs(),
                isPushed(first.deployment()) ? first.deployment().digest() : Optional.empty(),
                first.deployment().runs().map(digest -> first.deployment().finished()),
                first.deployment().isGood() && first.deployment().cause() == Deployment.Cause.ROLL_BACK);
    }

    KnownService and(RecordedDeployment next) {
        Deployment deployment = next.deployment();
        Optional<String> nowPushed = isPushed(deployment) ? deployment.digest() : pushed;
        Optional<String> nowRuns = deployment.triedImage() ? deployment.runs() : runs;
        return new KnownService(
                next,
                deployment.isGood() ? Optional.of(next) : lastLive,
                nowRuns,
                nowPushed,
                nowRuns.equals(runs) ? since : nowRuns.map(digest -> deployment.finished()),
                isRolledBack(deployment, nowPushed));
    }

    private static boolean isPushed(Deployment deployment) {
        return deployment.isGood()
                && switch (deployment.cause()) {
                    case PUSH, IMAGE -> true;
                    case ROLL_BACK, REDEPLOY, DRIFT -> false;
                };
    }

    private boolean isRolledBack(Deployment next, Optional<String> nowPushed) {
        if (!next.isGood()) {
            return isRolledBack;
        }
        boolean wasChosen =
                switch (next.cause()) {
                    case ROLL_BACK -> true;
                    case REDEPLOY, DRIFT -> isRolledBack;
                    case PUSH, IMAGE -> false;
                };
        return wasChosen && !next.digest().equals(nowPushed);
    }

    /** The same without who asked. */
    public ServiceRecord withoutAskers() {
        return new ServiceRecord(last.deployment(), lastLive.map(RecordedDeployment::deployment), runs);
    }
}
