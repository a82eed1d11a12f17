package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.host.Ssh;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.Login;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.jenkins.hosts.ConfiguredLogins;
import io.jenkins.plugins.deployer.jenkins.hosts.HostConnections;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.service.Digests;
import io.jenkins.plugins.deployer.service.DockerClient;
import io.jenkins.plugins.deployer.unikernel.ImageFiles;
import io.jenkins.plugins.deployer.unikernel.albatross.AlbatrossHost;
import io.jenkins.plugins.deployer.unikernel.rollout.KeptFiles;
import io.jenkins.plugins.deployer.unikernel.rollout.StoredBinaries;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import io.jenkins.plugins.deployer.unikernel.solo5.Solo5Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

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

    /** For unikernels that are on their way. */
    private final Path directory =
            Jenkins.get().getRootDir().toPath().resolve("deployer").resolve("unikernels");

    private final KnownAlbatrosses albatrosses = new KnownAlbatrosses(directory.resolve("previous"));
    private final Logins configured = new ConfiguredLogins();
    private final RegistryClient registries = new RegistryClient(configured, Set.of(), LOGGER::fine);
    private final RegistryClient anonymous = new RegistryClient(NOBODY, Set.of(), LOGGER::fine);

    @Override
    @SuppressWarnings("try")
    public Engine engine(DeployHost host) throws EngineException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            if (host.own().isEmpty()) {
                return HostConnections.get().engine(docker(host));
            }
            DeployHost.OwnAccess access = host.own().get();
            return HostConnections.get()
                    .engine(
                            run(host, access),
                            docker(host).endpoint(),
                            access.credentialsId(),
                            access.hostKey().orElse(""));
        }
    }

    private static Host.Docker docker(DeployHost host) {
        return (Host.Docker) host.host();
    }

    private static Run<?, ?> run(DeployHost host, DeployHost.OwnAccess access) throws EngineException {
        return ControllerRuns.find(access.run())
                .orElseThrow(() -> EngineException.lasting(
                        host.host().name() + ": run " + access.run()
                                + " is gone, and with it the right to use the credentials \"" + access.credentialsId()
                                + "\" of its job",
                        null));
    }

    @Override
    @SuppressWarnings("try")
    public UnikernelHost unikernels(DeployHost host) throws UnikernelHostException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            if (host.host() instanceof Host.Solo5 solo5) {
                return new Solo5Host(solo5, ssh(host, solo5));
            }
            return albatross(host, (Host.Albatross) host.host());
        } catch (EngineException e) {
            throw new UnikernelHostException(
                    e.isTransient() ? UnikernelHostException.Kind.PASSING : UnikernelHostException.Kind.LASTING,
                    e.getMessage(),
                    e);
        }
    }

    private static Ssh ssh(DeployHost host, Host.Solo5 solo5) throws EngineException {
        if (host.own().isEmpty()) {
            return HostConnections.get().ssh(solo5);
        }
        DeployHost.OwnAccess access = host.own().get();
        return HostConnections.get()
                .ssh(
                        run(host, access),
                        solo5,
                        access.credentialsId(),
                        access.hostKey().orElse(""));
    }

    private AlbatrossHost albatross(DeployHost host, Host.Albatross albatross)
            throws EngineException, UnikernelHostException {
        if (host.own().isEmpty()) {
            return albatrosses.of(albatross, HostConnections.get().reach(albatross));
        }
        DeployHost.OwnAccess access = host.own().get();
        HostReach reach = HostConnections.get().reach(run(host, access), albatross, access.credentialsId());
        return albatrosses.of(HostConnections.atPathOf(albatross, reach), reach);
    }

    @Override
    public StoredBinaries binaries(DeployHost host) {
        RegistryClient client = host.own().isEmpty() ? registries : anonymous;
        return new StoredBinaries(new ImageFiles(client), directory.resolve("binaries"));
    }

    /**
     * Removes what earlier processes left of deployments that nobody goes on with.
     *
     * @param owned the ids of the others
     */
    void sweep(Predicate<String> owned) {
        new StoredBinaries(new ImageFiles(anonymous), directory.resolve("binaries")).sweep(owned);
        new KeptFiles(directory.resolve("previous")).sweep(owned);
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
                HostConnections.get().client(docker(host), configured).run(name, run, lines);
            }
        };
    }

    @Override
    public Digests digests(DeployHost host) {
        RegistryClient client = host.own().isEmpty() ? registries : anonymous;
        return image -> client.resolve(image, Deadline.in(ONE_LOOK_UP));
    }
}
