package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.unikernel.albatross.AlbatrossHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHosts;
import io.jenkins.plugins.deployer.unikernel.solo5.Solo5Host;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The hosts of the rules that run unikernels, reached as the user: Solo5 hosts by SSH, as Docker's are; Albatross servers by
 * certificates in files.
 */
final class UnikernelPlaces implements UnikernelHosts {
    private final Rules rules;
    private final Engines engines;
    private final AlbatrossCertificates certificates;
    private final Path kept;
    private final Map<String, UnikernelHost> servers = new HashMap<>();

    /** @param kept for what is needed to put unikernels back */
    UnikernelPlaces(Rules rules, Engines engines, AlbatrossCertificates certificates, Path kept) {
        this.rules = rules;
        this.engines = engines;
        this.certificates = certificates;
        this.kept = kept;
    }

    @Override
    public UnikernelHost host(String name) throws UnikernelHostException {
        Host host = rules.hosts().get(name);
        try {
            if (host instanceof Host.Solo5 solo5) {
                return new Solo5Host(solo5, engines.ssh(solo5));
            } else if (host instanceof Host.Albatross albatross) {
                return server(albatross);
            }
        } catch (EngineException e) {
            throw new UnikernelHostException(
                    e.isTransient() ? UnikernelHostException.Kind.PASSING : UnikernelHostException.Kind.LASTING,
                    e.getMessage(),
                    e);
        }
        throw new UnikernelHostException(
                UnikernelHostException.Kind.LASTING,
                name + " is no longer a host of unikernels in the rules; put it back",
                null);
    }

    /** One for each server, as it knows the server's language once it was asked. */
    private synchronized UnikernelHost server(Host.Albatross host) throws EngineException, UnikernelHostException {
        UnikernelHost known = servers.get(host.name());
        if (known != null) {
            return known;
        }
        HostLogin login =
                host.endpoint().startsWith("unix://") ? new HostLogin.Nothing(host.name()) : certificates.of(host);
        UnikernelHost made = AlbatrossHost.of(host, HostReach.directly(login), kept.resolve(FileName.of(host.name())));
        servers.put(host.name(), made);
        return made;
    }
}
