package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

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

    /** What it may turn out to be: a step that names a service may name a stack, or a compose project. */
    Set<ServiceOnHost.Kind> kinds() {
        return service.kind() == ServiceOnHost.Kind.UNIKERNEL
                ? Set.of(ServiceOnHost.Kind.UNIKERNEL)
                : EnumSet.complementOf(EnumSet.of(ServiceOnHost.Kind.UNIKERNEL));
    }

    /** Whether two steps of one run want the same, so that one may be the other, started anew. */
    boolean isSameAs(Wish other) {
        return run.equals(other.run) && service.equals(other.service) && image.equals(other.image);
    }
}
