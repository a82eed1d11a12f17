package io.jenkins.plugins.deployer.report;

import java.util.Optional;

/**
 * What the log knows of one service.
 *
 * @param last the last deployment, whatever came of it
 * @param lastLive the last one that ended with the service running what was asked for
 * @param runs the digest that should run: the last one proven to; empty if the last change ended without a proof
 */
public record ServiceRecord(Deployment last, Optional<Deployment> lastLive, Optional<String> runs) {
    /** After the first deployment of a service. */
    public static ServiceRecord of(Deployment first) {
        return new ServiceRecord(first, Optional.of(first).filter(Deployment::isGood), first.runs());
    }

    /** After the next one. */
    public ServiceRecord and(Deployment next) {
        return new ServiceRecord(
                next, next.isGood() ? Optional.of(next) : lastLive, next.triedImage() ? next.runs() : runs);
    }
}
