package io.jenkins.plugins.deployer.jenkins.pages;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.report.Deployment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment that has ended, as one of a series.
 *
 * @param before the commit that ran before it; empty if that is not known
 */
public record Past(RecordedDeployment recorded, Optional<String> before) {
    public Past {
        requireNonNull(recorded);
        requireNonNull(before);
    }

    /** Which commit a digest was built from is known from the deployment that brought it. */
    public static List<Past> of(List<RecordedDeployment> newestFirst) {
        Map<String, String> commits = new HashMap<>();
        for (RecordedDeployment one : newestFirst) {
            Deployment deployment = one.deployment();
            deployment.digest().ifPresent(digest -> deployment
                    .origin()
                    .ifPresent(origin -> commits.putIfAbsent(digest, origin.commit())));
        }
        return newestFirst.stream()
                .map(one -> new Past(one, one.deployment().previous().map(commits::get)))
                .toList();
    }

    public Deployment deployment() {
        return recorded.deployment();
    }

    /** The commit that was to run. */
    public Optional<String> commit() {
        return deployment().origin().map(Deployment.Origin::commit);
    }
}
