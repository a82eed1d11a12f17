package io.jenkins.plugins.deployer.jenkins.images;

import io.jenkins.plugins.deployer.jenkins.deploy.KnownService;
import io.jenkins.plugins.deployer.report.Deployment;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How a service stands to what its image means now. Pure.
 *
 * @param words half a sentence that says so
 */
public record Standing(Kind kind, String words) {
    /** What there is to do about it. */
    public enum Kind {
        /** It runs it. */
        CURRENT,
        /** It is to be deployed. */
        WANTED,
        /** Somebody went back from it, and the tag has not moved since. */
        HELD,
        /** It was put back for its own fault. */
        QUARANTINED,
        /** It is being deployed, or something else is. */
        BUSY,
        /** Nobody knows yet what the image means. */
        UNKNOWN
    }

    public Standing {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(words);
    }

    /** Whether it should run by now and does not. */
    boolean isMissed() {
        return kind == Kind.WANTED;
    }

    /**
     * @param known what the store knows of the service
     * @param quarantine why what the image means may not be deployed again
     * @param isBusy whether a deployment of the service is under way
     */
    static Standing of(Looked looked, Optional<KnownService> known, Optional<String> quarantine, boolean isBusy) {
        if (looked.digest().isEmpty()) {
            return new Standing(Kind.UNKNOWN, "waits for what its image means");
        }
        String digest = looked.digest().get();
        if (isBusy) {
            return new Standing(Kind.BUSY, "is being deployed");
        }
        if (known.flatMap(KnownService::runs).equals(Optional.of(digest))) {
            return new Standing(Kind.CURRENT, "runs it");
        }
        if (known.filter(one -> isHeld(looked, digest, one)).isPresent()) {
            return new Standing(
                    Kind.HELD, "stays as it is: somebody went back from that image, until the tag means another one");
        }
        return quarantine
                .map(why -> new Standing(Kind.QUARANTINED, "stays as it is: " + why))
                .orElseGet(() -> new Standing(Kind.WANTED, "does not run it yet"));
    }

    /** Whether the tag means what it meant when somebody went back, or what they went back from. */
    private static boolean isHeld(Looked looked, String digest, KnownService known) {
        if (!known.isRolledBack() || known.lastLive().isEmpty()) {
            return false;
        }
        Deployment back = known.lastLive().get().deployment();
        Instant then = back.finished();
        return !looked.moved().isAfter(then) || back.previous().equals(Optional.of(digest));
    }
}
