package io.jenkins.plugins.deployer.jenkins.hosts;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import io.jenkins.plugins.deployer.host.Dialer;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.HostKeys;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.host.ReachLookUp;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.HostAccess;
import io.jenkins.plugins.deployer.jenkins.hosts.relay.AgentDialer;
import io.jenkins.plugins.deployer.rules.Host;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reaches hosts as the global configuration says, with credentials of the controller. */
final class ConfiguredReach implements ReachLookUp {
    /** What was made for each place. Reading certificates takes milliseconds, and each step of a deployment asks. */
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    private record Made(StandardCredentials credentials, String hostKeys, HostLogin login) {
        /** Credentials that were changed are other objects, though their equality is that of their ids. */
        boolean isOf(StandardCredentials others, String otherHostKeys) {
            return credentials == others && hostKeys.equals(otherHostKeys);
        }
    }

    @Override
    public HostReach reach(Host host) throws EngineException {
        return reach(host, DeployerConfiguration.get().host(host.name()));
    }

    /** @param access how to enter the host; empty if nobody has said */
    HostReach reach(Host host, Optional<HostAccess> access) throws EngineException {
        Dialer dialer = host.via()
                .<Dialer>map(label -> new AgentDialer(label, OnlineAgents.OF_THIS_CONTROLLER))
                .orElse(Dialer.DIRECT);
        return new HostReach(login(host, access), dialer);
    }

    private HostLogin login(Host host, Optional<HostAccess> access) throws EngineException {
        String place = ConfigurationPlace.of(host, access.isPresent());
        if (access.isEmpty() || access.get().getCredentialsId().isEmpty()) {
            return new HostLogin.Nothing(place);
        }
        String hostKeys = access.get().getHostKeys();
        StandardCredentials credentials = credentials(access.get())
                .orElseThrow(() -> EngineException.lasting(
                        "there are no credentials \"" + access.get().getCredentialsId()
                                + "\" with an SSH key or certificates on this controller; give others to " + place,
                        null));
        Made last = made.get(place);
        if (last == null || !last.isOf(credentials, hostKeys)) {
            last = new Made(credentials, hostKeys, CredentialsLogin.of(credentials, new HostKeys(hostKeys), place));
            made.put(place, last);
        }
        return last.login();
    }

    /** What would be used; empty if there are none. */
    static Optional<StandardCredentials> credentials(HostAccess access) {
        return ControllerCredentials.find(access.getCredentialsId(), CredentialsLogin::isPossible);
    }
}
