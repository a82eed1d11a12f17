package io.jenkins.plugins.deployer.jenkins.hosts;

import hudson.Extension;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.jenkins.configuration.HostAccess;
import io.jenkins.plugins.deployer.jenkins.configuration.HostProbe;
import io.jenkins.plugins.deployer.rules.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Tries the way to a host with what a form says, saved or not. */
@Extension
public final class ConnectionProbe implements HostProbe {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Override
    public String probe(Host host, HostAccess access) throws IOException, InterruptedException {
        return new HostVisit(host, reach(host, access)).make(LONGEST);
    }

    private static HostReach reach(Host host, HostAccess access) throws IOException {
        try {
            return new ConfiguredReach().reach(host, Optional.of(access));
        } catch (EngineException e) {
            throw new IOException(host.name() + ": " + e.getMessage(), e);
        }
    }
}
