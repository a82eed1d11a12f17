package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.service.Ending;
import io.jenkins.plugins.deployer.service.Found;
import io.jenkins.plugins.deployer.service.Gap;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.Version;
import java.util.Optional;

/** Roll-outs that have ended, as deployments for the log. */
public final class Ended {
    private Ended() {}

    /**
     * One that the rules asked for.
     *
     * @throws java.util.NoSuchElementException if it has not ended
     */
    public static Deployment of(RollOut rollOut, ServiceOnHost.Kind kind) {
        return of(
                rollOut, kind, rollOut.request().origin().isPresent() ? Deployment.Cause.PUSH : Deployment.Cause.IMAGE);
    }

    /** @throws java.util.NoSuchElementException if it has not ended */
    public static Deployment of(RollOut rollOut, ServiceOnHost.Kind kind, Deployment.Cause cause) {
        ServiceRequest request = rollOut.request();
        Ending ending = rollOut.ending().orElseThrow();
        Optional<Found> found = rollOut.found();
        return new Deployment(
                request.id(),
                new ServiceOnHost(kind, request.service(), request.host()),
                cause,
                request.origin()
                        .map(origin -> new Deployment.Origin(origin.repository(), origin.branch(), origin.commit())),
                request.image().toString(),
                kind == ServiceOnHost.Kind.UNIKERNEL
                        ? found.map(Found::digest)
                        : request.image().digest().or(() -> found.map(Found::digest)),
                found.flatMap(before -> before.previous().digest()),
                ending.outcome() == Outcome.ROLLED_BACK
                        ? found.flatMap(Found::lastGood).flatMap(Version::digest)
                        : Optional.empty(),
                ending.outcome(),
                ending.ownFault(),
                ending.reason(),
                request.asked(),
                ending.at().isBefore(request.asked()) ? request.asked() : ending.at(),
                Optional.of(rollOut.gap()).filter(Ended::isKnown).map(Ended::gap),
                request.url(),
                request.rules());
    }

    /** Somebody asked, all the time. */
    private static boolean isKnown(Gap gap) {
        return gap.requests() > 0 && gap.unwatched().isZero();
    }

    private static Deployment.Gap gap(Gap gap) {
        return new Deployment.Gap(gap.longest(), gap.failed(), gap.requests());
    }
}
