package io.jenkins.plugins.deployer.report;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.service.Running;
import java.util.List;

/** What was found out about a host. */
public sealed interface HostState {
    /** It answered, and this is all that it runs. */
    record Reached(List<Running> services) implements HostState {
        public Reached {
            services = List.copyOf(services);
        }
    }

    /** @param reason a sentence for the person who has to act */
    record Unreachable(String reason) implements HostState {
        public Unreachable {
            requireNonNull(reason);
        }
    }
}
