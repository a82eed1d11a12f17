package io.jenkins.plugins.deployer.jenkins.hosts;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.host.HostKeys;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.host.Ssh;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.service.DockerClient;
import io.jenkins.plugins.deployer.service.EngineLookUp;
import io.jenkins.plugins.deployer.unikernel.albatross.AlbatrossException;
import io.jenkins.plugins.deployer.unikernel.albatross.AlbatrossReach;
import java.time.Duration;

/**
 * The connections of this controller to hosts, kept from one deployment to the next. Safe for use by several threads.
 * Looking up an engine reads the configuration and the credentials as they are now and opens nothing; ask again for each
 * step of a deployment, so that a change counts.
 */
@Extension
public final class HostConnections {
    private final ConfiguredReach reaches = new ConfiguredReach();
    private final Engines engines = new Engines(reaches);

    public static HostConnections get() {
        return ExtensionList.lookupSingleton(HostConnections.class);
    }

    /** The engines of the hosts of rules, with what the global configuration says about each. */
    public EngineLookUp engines(Rules rules) {
        return new ConfiguredHosts(rules, engines);
    }

    /** The engine of one host as the rules had it, be it that they have changed since. */
    public Engine engine(Host.Docker host) throws EngineException {
        return engines.engine(host);
    }

    /**
     * The docker client of a deploy agent that the host is reached through, with the engine as a socket there. Its methods
     * block.
     *
     * @param logins what it knows of the image's registry
     */
    public DockerClient client(Host.Docker host, Logins logins) {
        return new AgentDockerClient(host, logins, engines, OnlineAgents.OF_THIS_CONTROLLER);
    }

    /** The connection to a host that is reached by SSH and has no engine. */
    public Ssh ssh(Host.Solo5 host) throws EngineException {
        return engines.ssh(host);
    }

    /** Notes that a run uses what is configured for a host. Saves a file; call it once for each deployment. */
    public void track(Run<?, ?> run, Host host) {
        DeployerConfiguration.get()
                .host(host.name())
                .flatMap(ConfiguredReach::credentials)
                .ifPresent(credentials -> CredentialsProvider.track(run, credentials));
    }

    /**
     * The engine at an endpoint that a Pipeline names, with credentials that its job may use. Whether Pipelines may do
     * that at all is for the caller to check.
     *
     * @param endpoint {@code ssh://[USER@]HOST[:PORT][/SOCKET]} or {@code tcp://HOST:PORT}, the latter always with TLS
     * @param hostKeys what the host may show by SSH, as in {@link HostKeys}; empty for TLS
     * @throws EngineException if the endpoint is another one, or the job has no such credentials
     */
    public Engine engine(Run<?, ?> run, String endpoint, String credentialsId, String hostKeys) throws EngineException {
        Host.Docker host = OwnEndpoint.parse(endpoint);
        return engines.engine(host, reach(run, host, endpoint, credentialsId, hostKeys));
    }

    /** The same of a host that is reached by SSH and has no engine. */
    public Ssh ssh(Run<?, ?> run, Host.Solo5 host, String credentialsId, String hostKeys) throws EngineException {
        return engines.ssh(host, reach(run, host, host.endpoint().toString(), credentialsId, hostKeys));
    }

    /** How a server is reached that has no connection of its own here, as the global configuration says. */
    public HostReach reach(Host.Albatross host) throws EngineException {
        return reaches.reach(host);
    }

    /** The same of one that a Pipeline names. */
    public HostReach reach(Run<?, ?> run, Host.Albatross host, String credentialsId) throws EngineException {
        return reach(run, host, "tls://" + host.endpoint(), credentialsId, "");
    }

    /**
     * A server that a Pipeline names, at the path of its certificates, as there are no rules to say another one.
     *
     * @throws EngineException if the certificates are of no use for Albatross
     */
    public static Host.Albatross atPathOf(Host.Albatross host, HostReach reach) throws EngineException {
        try {
            return AlbatrossReach.atPathOf(host, reach.login());
        } catch (AlbatrossException e) {
            throw EngineException.lasting(e.getMessage(), e);
        }
    }

    private static HostReach reach(Run<?, ?> run, Host host, String uri, String credentialsId, String hostKeys)
            throws EngineException {
        StandardCredentials credentials = CredentialsProvider.findCredentialById(
                credentialsId,
                StandardCredentials.class,
                run,
                URIRequirementBuilder.fromUri(uri).build());
        if (credentials == null) {
            throw EngineException.lasting(
                    host.name() + ": this job has no credentials \"" + credentialsId + "\" for that host", null);
        }
        return HostReach.directly(
                OwnEndpoint.checked(host, CredentialsLogin.of(credentials, new HostKeys(hostKeys), OwnEndpoint.PLACE)));
    }

    /** Lets go of connections that nobody has used for so long. */
    void closeIdle(Duration longest) {
        engines.closeIdle(longest);
    }
}
