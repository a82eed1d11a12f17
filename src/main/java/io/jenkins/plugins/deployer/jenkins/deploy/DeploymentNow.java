package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Origin;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What people are told of a deployment that has not ended.
 *
 * @param image as it was asked for
 * @param commit that the image was built from, if it is known
 * @param hasBegun whether its turn has come; else it waits for it
 * @param asked when it was asked for, or when its turn came
 */
public record DeploymentNow(
        String id,
        ServiceOnHost service,
        Asker asker,
        Deployment.Cause cause,
        String image,
        Optional<String> commit,
        boolean hasBegun,
        Instant asked) {
    public DeploymentNow {
        Objects.requireNonNull(id);
        Objects.requireNonNull(service);
        Objects.requireNonNull(asker);
        Objects.requireNonNull(cause);
        Objects.requireNonNull(image);
        Objects.requireNonNull(commit);
        Objects.requireNonNull(asked);
    }

    /** All that have not ended: what has begun comes first, then in the order of their turns. Reads no file. */
    public static List<DeploymentNow> all(Deploying deploying) {
        return deploying.underWay().stream()
                .sorted(Comparator.comparing((UnderWay one) -> !one.hasBegun()).thenComparing(UnderWay::place))
                .map(DeploymentNow::of)
                .toList();
    }

    static DeploymentNow of(UnderWay underWay) {
        return new DeploymentNow(
                underWay.id(),
                underWay.service(),
                underWay.asker(),
                underWay.cause(),
                underWay.image(),
                underWay.request().origin().map(Origin::commit),
                underWay.hasBegun(),
                underWay.request().asked());
    }
}
