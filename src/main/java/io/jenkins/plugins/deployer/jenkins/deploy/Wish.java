package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.util.Objects;

/**
 * What a step wants, by which its deployment is found again.
 *
 * @param id of the deployment that the step asked for or will ask for
 * @param run the id of the step's run
 * @param image as the step was told
 */
public record Wish(String id, String run, ServiceOnHost service, String image) {
    public Wish {
        Objects.requireNonNull(id);
        Objects.requireNonNull(run);
        Objects.requireNonNull(service);
        Objects.requireNonNull(image);
    }

    /** Whether two steps of one run want the same, so that one may be the other, started anew. */
    boolean isSameAs(Wish other) {
        return run.equals(other.run) && service.equals(other.service) && image.equals(other.image);
    }
}
