package io.jenkins.plugins.deployer.jenkins.slack;

import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * What there is to tell of a deployment now.
 *
 * @param cause why it is made
 * @param commit that is deployed, the full id; empty for somebody else's image
 * @param page of the commit
 * @param run the name of the run, for people
 * @param build where people read about the run
 * @param ended how it ended; empty while it is under way
 * @param streak what that means after those that went before
 */
record News(
        ServiceOnHost service,
        Deployment.Cause cause,
        Optional<String> commit,
        Optional<URI> page,
        String run,
        Optional<URI> build,
        Optional<Deployment> ended,
        Optional<String> streak) {
    News {
        Objects.requireNonNull(service);
        Objects.requireNonNull(cause);
        Objects.requireNonNull(commit);
        Objects.requireNonNull(page);
        Objects.requireNonNull(run);
        Objects.requireNonNull(build);
        Objects.requireNonNull(ended);
        Objects.requireNonNull(streak);
    }
}
