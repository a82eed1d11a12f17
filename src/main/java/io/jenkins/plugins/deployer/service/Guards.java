package io.jenkins.plugins.deployer.service;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** What may forbid the first change of a roll-out. Safe for use by several threads. */
public final class Guards {
    private final HeadLookUp heads;
    private final Quarantine quarantine;

    public Guards(HeadLookUp heads, Quarantine quarantine) {
        this.heads = Objects.requireNonNull(heads);
        this.quarantine = Objects.requireNonNull(quarantine);
    }

    /** How a roll-out that is not to be made ends. */
    public record Objection(Outcome outcome, String reason) {}

    /**
     * Whether a request may be carried out.
     *
     * @param digest of what would run
     * @throws IOException if the forge does not answer
     */
    public Optional<Objection> refuse(ServiceRequest request, String digest) throws IOException, InterruptedException {
        Optional<String> why = request.force() ? Optional.empty() : quarantine.reason(request, digest);
        if (why.isPresent()) {
            return Optional.of(new Objection(
                    Outcome.REFUSED,
                    what(request) + " is in quarantine on " + request.title() + ": " + why.get() + wayOut(request)));
        }
        return superseded(request);
    }

    /**
     * Whether the commit is still the head of its branch.
     *
     * @throws IOException if the forge does not answer
     */
    public Optional<Objection> superseded(ServiceRequest request) throws IOException, InterruptedException {
        if (request.origin().isEmpty() || request.origin().get().isChosen()) {
            return Optional.empty();
        }
        Origin origin = request.origin().get();
        Optional<String> head = heads.head(origin.repository(), origin.branch());
        if (head.equals(Optional.of(origin.commit()))) {
            return Optional.empty();
        }
        String instead = head.map(commit -> "branch " + origin.branch() + " of " + origin.repository() + " is at "
                        + shortened(commit) + " now")
                .orElse(origin.repository() + " has no branch " + origin.branch() + " any longer");
        return Optional.of(new Objection(
                Outcome.SUPERSEDED, what(request) + " is not deployed as " + request.title() + ": " + instead));
    }

    /** What to do about an image in quarantine, as the end of a sentence. */
    public static String wayOut(ServiceRequest request) {
        return request.origin().isPresent()
                ? "; push another commit, or deploy it by force"
                : "; it needs another image, or to be deployed by force";
    }

    private static String what(ServiceRequest request) {
        return request.origin()
                .map(origin -> "commit " + shortened(origin.commit()))
                .orElse(request.image().toString());
    }

    private static String shortened(String commit) {
        return commit.substring(0, Math.min(7, commit.length()));
    }
}
