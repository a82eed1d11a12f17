package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.Login;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.jenkins.hosts.ConfiguredLogins;
import io.jenkins.plugins.deployer.jenkins.hosts.HostConnections;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.service.Digests;
import io.jenkins.plugins.deployer.service.DockerClient;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;

/**
 * Hosts as this controller reaches them: those of the rules with what is configured for them; an endpoint of a Pipeline's own
 * with what its run may use. The controller's logins to registries are for hosts of the rules alone, so that no Pipeline
 * has its own host pull what it may not read.
 */
final class ControllerHosts implements Hosts {
    private static final Logger LOGGER = Logger.getLogger(ControllerHosts.class.getName());
    private static final Duration ONE_LOOK_UP = Duration.ofMinutes(1);

    /** Who we are for the hosts of Pipelines. */
    private static final Logins NOBODY = new Logins() {
        @Override
        public Optional<Login> find(String registry) {
            return Optional.empty();
        }

        @Override
        public String remedy(String registry) {
            return "use an image that everybody may read: for endpoints of a Pipeline's own there is no login";
        }
    };

    private final Logins configured = new ConfiguredLogins();
    private final RegistryClient registries = new RegistryClient(configured, Set.of(), LOGGER::fine);
    private final RegistryClient anonymous = new RegistryClient(NOBODY, Set.of(), LOGGER::fine);

    @Override
    @SuppressWarnings("try")
    public Engine engine(DeployHost host) throws EngineException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            if (host.own().isEmpty()) {
                return HostConnections.get().engine(host.host());
            }
            return own(host.host(), host.own().get());
        }
    }

    private static Engine own(Host.Docker host, DeployHost.OwnAccess access) throws EngineException {
        Run<?, ?> run = ControllerRuns.find(access.run())
                .orElseThrow(() -> EngineException.lasting(
                        host.name() + ": run " + access.run()
                                + " is gone, and with it the right to use the credentials \"" + access.credentialsId()
                                + "\" of its job",
                        null));
        return HostConnections.get()
                .engine(
                        run,
                        host.endpoint(),
                        access.credentialsId(),
                        access.hostKey().orElse(""));
    }

    @Override
    public Logins logins(DeployHost host) {
        return host.own().isEmpty() ? configured : NOBODY;
    }

    @Override
    @SuppressWarnings("try")
    public DockerClient client(DeployHost host) {
        if (host.own().isPresent()) {
            return DockerClient.NONE;
        }
        return (name, run, lines) -> {
            try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
                HostConnections.get().client(host.host(), configured).run(name, run, lines);
            }
        };
    }

    @Override
    public Digests digests(DeployHost host) {
        RegistryClient client = host.own().isEmpty() ? registries : anonymous;
        return image -> client.resolve(image, Deadline.in(ONE_LOOK_UP));
    }
}
