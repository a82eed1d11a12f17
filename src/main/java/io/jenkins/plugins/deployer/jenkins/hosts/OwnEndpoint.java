package io.jenkins.plugins.deployer.jenkins.hosts;

import io.jenkins.plugins.deployer.host.CertificateLogin;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.host.KeyLogin;
import io.jenkins.plugins.deployer.rules.Host;
import java.util.Optional;

/** A host that a Pipeline names by its endpoint, past the rules. */
final class OwnEndpoint {
    /** For sentences: the Pipeline's step is where all this can be changed. */
    static final String PLACE = "this step";

    private OwnEndpoint() {}

    /**
     * Understands an endpoint. The controller's own sockets are none for Pipelines: who may use them is root on the
     * controller.
     */
    static Host.Docker parse(String endpoint) throws EngineException {
        if (!endpoint.startsWith("ssh://") && !endpoint.startsWith("tcp://")) {
            throw EngineException.lasting(
                    "the endpoint " + endpoint + " is none that a Pipeline can use with its own credentials; write"
                            + " ssh://USER@HOST or tcp://HOST:PORT",
                    null);
        }
        try {
            return new Host.Docker(endpoint, Optional.empty(), endpoint);
        } catch (IllegalArgumentException e) {
            throw EngineException.lasting(e.getMessage(), e);
        }
    }

    /** The same login, if it is one for this kind of host; nothing is spoken to without it. */
    static HostLogin checked(Host host, HostLogin login) throws EngineException {
        boolean ssh = host instanceof Host.Solo5
                || host instanceof Host.Docker docker && docker.endpoint().startsWith("ssh://");
        if (ssh ? login instanceof KeyLogin : login instanceof CertificateLogin) {
            return login;
        }
        throw EngineException.lasting(
                host.name() + ": the step's credentialsId must name "
                        + (ssh
                                ? "an SSH key"
                                : host instanceof Host.Albatross
                                        ? "a certificate that may sign commands, its key and the server's authority"
                                        : "certificates for the engine"),
                null);
    }
}
