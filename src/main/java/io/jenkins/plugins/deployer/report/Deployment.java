package io.jenkins.plugins.deployer.report;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One attempt to bring one service on one host to one image, after it ended.
 *
 * @param id unique among all deployments
 * @param cause why it was made
 * @param origin what the image was built from; empty for somebody else's image
 * @param image the name that the image was published under or is known by
 * @param digest what was to run: {@code sha256:…}; empty if it ended before the name was resolved
 * @param previous what ran before; empty if that is unknown, or if nothing did
 * @param restored what was proven to run again after a rollback; empty otherwise
 * @param ownFault whether the image itself is to blame, so that its commit is kept in quarantine
 * @param reason one sentence for people: the last line of the deployment's log
 * @param gap what users saw; empty if nobody measured
 * @param url where people reach the service
 * @param rules the revision of the rules that asked for it; empty if they are not kept in a repository
 */
public record Deployment(
        String id,
        ServiceOnHost service,
        Cause cause,
        Optional<Origin> origin,
        String image,
        Optional<String> digest,
        Optional<String> previous,
        Optional<String> restored,
        Outcome outcome,
        boolean ownFault,
        String reason,
        Instant started,
        Instant finished,
        Optional<Gap> gap,
        Optional<URI> url,
        Optional<String> rules) {
    /** Of a reason, in characters: longer ones, with a whole log in them, are cut. */
    private static final int LONGEST_REASON = 4000;

    /** @throws IllegalArgumentException if it has no id, or ended before it began */
    public Deployment {
        requireNonNull(service);
        requireNonNull(cause);
        requireNonNull(origin);
        requireNonNull(image);
        requireNonNull(digest);
        requireNonNull(previous);
        requireNonNull(restored);
        requireNonNull(outcome);
        requireNonNull(gap);
        requireNonNull(url);
        requireNonNull(rules);
        if (id.isBlank()) {
            throw new IllegalArgumentException("The deployment of " + service + " has no id");
        }
        if (finished.isBefore(started)) {
            throw new IllegalArgumentException(
                    "The deployment of " + service + " ended at " + finished + ", before it began at " + started);
        }
        if (reason.length() > LONGEST_REASON) {
            reason = reason.substring(0, LONGEST_REASON) + "…";
        }
    }

    /** Why a deployment was made. */
    public enum Cause {
        /** The rules ask for it: a commit reached a live head. */
        PUSH("push"),
        /** The rules ask for it: somebody else's image changed. */
        IMAGE("image"),
        /** Somebody wanted what is live, or what was pushed last, to be deployed again. */
        REDEPLOY("redeploy"),
        /** Somebody wanted an earlier version back. */
        ROLL_BACK("roll back"),
        /** The host ran something else than was deployed last. */
        DRIFT("drift");

        private final String label;

        Cause(String label) {
            this.label = label;
        }

        /** The word in JSON and for people. */
        public String label() {
            return label;
        }
    }

    /**
     * The commit that an image was built from.
     *
     * @param branch the live branch, or tag, that it was the newest commit of
     * @param commit the full commit id
     */
    public record Origin(RepositoryName repository, String branch, String commit) {
        public Origin {
            requireNonNull(repository);
            requireNonNull(branch);
            requireNonNull(commit);
        }
    }

    /**
     * What the users of a service saw while it was changed.
     *
     * @param longest the longest time without a good answer
     * @param failed how many requests had no good answer
     * @param requests how many requests there were
     */
    public record Gap(Duration longest, int failed, int requests) {
        /** @throws IllegalArgumentException if more failed than there were */
        public Gap {
            if (failed < 0 || failed > requests || longest.isNegative()) {
                throw new IllegalArgumentException(
                        "No gap: " + longest + ", " + failed + " of " + requests + " requests failed");
            }
        }

        /** For example {@code 68 ms, 0 of 214 requests failed}. */
        @Override
        public String toString() {
            return longest.toMillis() + " ms, " + failed + " of " + requests + " requests failed";
        }
    }

    /** Half a sentence for who asks later: {@code it was rolled back at 2026-05-03T12:00:06Z: REASON}. */
    public String recalled() {
        return "it was " + outcome.label() + " at " + finished.truncatedTo(ChronoUnit.SECONDS) + ": " + reason;
    }

    public Duration duration() {
        return Duration.between(started, finished);
    }

    /** Whether the service runs what was asked for. */
    public boolean isGood() {
        return outcome == Outcome.LIVE || outcome == Outcome.UNCHANGED;
    }

    /** Whether the service was left as it was found. */
    public boolean leftAlone() {
        return switch (outcome) {
            case UNCHANGED, SUPERSEDED, REFUSED -> true;
            case LIVE, ROLLED_BACK, FAILED -> false;
        };
    }

    /** Whether the image was tried, so that the outcome says something of it and of what runs. */
    public boolean triedImage() {
        return isGood() || !leftAlone();
    }

    /** Whether the image was tried and is to blame. */
    public boolean isImagesFault() {
        return triedImage() && !isGood() && ownFault;
    }

    /** The digest that was proven to run at the end; empty if none was. */
    public Optional<String> runs() {
        return switch (outcome) {
            case LIVE, UNCHANGED -> digest;
            case ROLLED_BACK -> restored;
            case FAILED, SUPERSEDED, REFUSED -> Optional.empty();
        };
    }
}
