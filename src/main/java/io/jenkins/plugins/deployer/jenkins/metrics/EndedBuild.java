package io.jenkins.plugins.deployer.jenkins.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.jenkins.run.BuildEffort;
import io.jenkins.plugins.deployer.jenkins.run.RunRecord;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A build of a plan that has ended.
 *
 * @param took empty if an earlier one was used again
 */
record EndedBuild(RepositoryName repository, Tally.Kind kind, Tally.Built outcome, Optional<Duration> took) {
    EndedBuild {
        Objects.requireNonNull(repository);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(took);
    }

    /**
     * Empty if none of the plans has it.
     *
     * @param effort empty if an earlier build was used again
     */
    static Optional<EndedBuild> of(List<RunRecord.Planned> plans, BuildKey key, Optional<BuildEffort> effort) {
        for (RunRecord.Planned planned : plans) {
            for (JsonNode build : planned.json().path("builds")) {
                if (key.hex().equals(build.path("key").asText())) {
                    return repository(planned.json())
                            .map(repository -> new EndedBuild(repository, kind(build), outcome(effort), took(effort)));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<RepositoryName> repository(JsonNode plan) {
        try {
            return Optional.of(RepositoryName.parse(plan.path("repository").asText()));
        } catch (IllegalArgumentException e) {
            // Of another version.
            return Optional.empty();
        }
    }

    private static Tally.Kind kind(JsonNode build) {
        return build.has("unikernel") ? Tally.Kind.UNIKERNEL : Tally.Kind.IMAGE;
    }

    private static Tally.Built outcome(Optional<BuildEffort> effort) {
        if (effort.isEmpty()) {
            return Tally.Built.REUSED;
        }
        return effort.get().problem().isPresent() ? Tally.Built.FAILED : Tally.Built.BUILT;
    }

    /** The controller's clock may be set back. */
    private static Optional<Duration> took(Optional<BuildEffort> effort) {
        return effort.flatMap(one -> one.ended().map(ended -> Duration.between(one.began(), ended)))
                .map(time -> time.isNegative() ? Duration.ZERO : time);
    }
}
