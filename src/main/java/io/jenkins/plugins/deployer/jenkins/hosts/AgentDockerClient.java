package io.jenkins.plugins.deployer.jenkins.hosts;

import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.EngineStreams;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.image.ClientLogin;
import io.jenkins.plugins.deployer.image.Login;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.jenkins.hosts.relay.AgentLookUp;
import io.jenkins.plugins.deployer.jenkins.hosts.relay.DeployAgent;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.ClientRun;
import io.jenkins.plugins.deployer.service.DockerClient;
import io.jenkins.plugins.deployer.service.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The docker client of a deploy agent. It never runs on the controller: a compose file is the repository's, and the client
 * reads files of its machine for one that asks it to.
 */
final class AgentDockerClient implements DockerClient {
    private final Host.Docker host;
    private final Logins logins;
    private final Engines engines;
    private final AgentLookUp agents;

    AgentDockerClient(Host.Docker host, Logins logins, Engines engines, AgentLookUp agents) {
        this.host = host;
        this.logins = logins;
        this.engines = engines;
        this.agents = agents;
    }

    @Override
    public void run(String name, ClientRun run, Consumer<String> lines) throws IOException, InterruptedException {
        String label = host.via()
                .orElseThrow(() -> new ServiceException("stacks and compose projects need the docker client of a deploy"
                        + " agent; say via: LABEL for the host " + host.name() + " in the rules"));
        DeployAgent agent = agents.find(label).agents().stream()
                .findFirst()
                .orElseThrow(() -> new ServiceException("only the controller itself has the label " + label
                        + ", and the docker client runs on deploy agents that are machines of their own"));
        try (EngineStreams streams = engines.streams(host)) {
            agent.run(run, configuration(run), streams, lines);
        } catch (EngineException e) {
            throw new EngineException(host.name() + ": " + e.getMessage(), e.status(), e);
        }
    }

    /** The docker client's own, with the login for the registry of the image and nothing else. */
    private String configuration(ClientRun run) throws IOException, InterruptedException {
        String registry = ImageName.parse(run.image()).registry();
        Optional<Login> login = logins.find(registry);
        return login.isEmpty()
                ? "{}"
                : new String(ClientLogin.added("{}", registry, login.get()), StandardCharsets.UTF_8);
    }
}
