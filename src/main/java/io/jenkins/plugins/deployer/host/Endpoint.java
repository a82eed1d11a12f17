package io.jenkins.plugins.deployer.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an engine is, read from what the rules say and from what the user has told the docker client. */
sealed interface Endpoint {
    /** A unix socket of this machine. */
    record Unix(Path socket) implements Endpoint {}

    /** A unix socket of a host of SSH. */
    record Ssh(SshAddress address) implements Endpoint {}

    /**
     * A port.
     *
     * @param tls with what certificates; empty: unencrypted
     */
    record Tcp(String host, int port, Optional<Certificates> tls) implements Endpoint {
        /** Whether nobody else can listen to what is said. */
        boolean isLoopback() {
            return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        }

        @Override
        public String toString() {
            return "tcp://" + host + ":" + port;
        }
    }

    /** The port that dockerd listens on with TLS, registered for that; without TLS it is the one before. */
    int TLS_PORT = 2376;

    Pattern TCP = Pattern.compile("(?:tcp|https?)://([A-Za-z0-9][-A-Za-z0-9_.]*|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?/?");

    String FORMS = "write ssh://[USER@]HOST[:PORT][/SOCKET], tcp://HOST:PORT, unix:///SOCKET, context:NAME or default";

    /**
     * Understands an endpoint; looks at files, but not at the network.
     *
     * @throws EngineException if it is none, or one that the login is not enough for
     */
    static Endpoint of(String text, HostLogin login) throws EngineException {
        return login instanceof HostLogin.Given given
                ? given(text, given)
                : of(text, ((HostLogin.OfUser) login).environment());
    }

    /** What the user of a machine has set up, and what the docker client would do there, does not count. */
    private static Endpoint given(String text, HostLogin.Given login) throws EngineException {
        if (text.equals("default") || text.startsWith("context:")) {
            throw EngineException.lasting(
                    "the endpoint " + text + " means what the user of a machine has set up there, so only the command"
                            + " deployer can use it; write ssh://USER@HOST, tcp://HOST:PORT or unix:///SOCKET",
                    null);
        }
        Optional<Certificates> tls =
                login instanceof CertificateLogin certificates ? Optional.of(certificates) : Optional.empty();
        Certificates without = CertificateLogin.without(login.place());
        Endpoint endpoint = address(text, tls, without, "the endpoint");
        if (endpoint instanceof Ssh ssh) {
            login.keys(ssh.address().toString());
        } else if (endpoint instanceof Tcp tcp && login instanceof KeyLogin) {
            throw EngineException.lasting(
                    tcp + " is reached with certificates, not with a key for SSH; give them to " + login.place(), null);
        } else if (endpoint instanceof Tcp tcp && tcp.tls().isEmpty() && !tcp.isLoopback()) {
            throw EngineException.lasting(
                    tcp + " would be spoken to without encryption, and who reaches that port is root there; let the"
                            + " engine listen with TLS and give the certificates to " + login.place()
                            + ", or use ssh://",
                    null);
        }
        return endpoint;
    }

    /**
     * The same for the user of a machine.
     *
     * @param environment with {@code HOME} and what the docker client heeds: {@code DOCKER_HOST}, {@code DOCKER_CONTEXT},
     *     {@code DOCKER_CONFIG}, {@code DOCKER_TLS_VERIFY}, {@code DOCKER_CERT_PATH}
     * @throws EngineException if it is none, or names a context that does not exist
     */
    static Endpoint of(String text, Map<String, String> environment) throws EngineException {
        DockerConfig config = DockerConfig.of(environment);
        if (text.equals("default")) {
            Optional<String> host = config.variable("DOCKER_HOST");
            Optional<String> context = config.currentContext();
            if (host.isPresent()) {
                return address(host.get(), config, config.tlsOfEnvironment(), "DOCKER_HOST");
            }
            return context.isPresent() ? ofContext(context.get(), config) : new Unix(Path.of("/var/run/docker.sock"));
        }
        if (text.equals("context:default")) {
            return address(
                    config.variable("DOCKER_HOST").orElse("unix:///var/run/docker.sock"),
                    config,
                    config.tlsOfEnvironment(),
                    "DOCKER_HOST");
        }
        if (text.startsWith("context:")) {
            return ofContext(text.substring("context:".length()), config);
        }
        return address(text, config, config.tlsOfEnvironment(), "the endpoint");
    }

    private static Endpoint ofContext(String name, DockerConfig config) throws EngineException {
        DockerConfig.Context context = config.context(name);
        return address(context.host(), config, context.tls(), "the host of the Docker context " + name);
    }

    private static Endpoint address(String text, DockerConfig config, Optional<Path> tls, String source)
            throws EngineException {
        return address(text, tls.map(CertificateFiles::new), new CertificateFiles(config.directory()), source);
    }

    /** @param usual with what certificates to use TLS where none are chosen and TLS is a matter of course */
    private static Endpoint address(String text, Optional<Certificates> tls, Certificates usual, String source)
            throws EngineException {
        if (text.startsWith("unix:///")) {
            return new Unix(Path.of(text.substring("unix://".length())));
        }
        if (text.startsWith("ssh://")) {
            return new Ssh(SshAddress.parse(text)
                    .orElseThrow(() -> EngineException.lasting(
                            source + " " + text + " is not of the form ssh://[USER@]HOST[:PORT][/SOCKET]", null)));
        }
        Matcher tcp = TCP.matcher(text);
        if (!tcp.matches()) {
            throw EngineException.lasting(source + " " + text + " is no endpoint of a Docker engine; " + FORMS, null);
        }
        boolean secured = tls.isPresent()
                || text.startsWith("https:")
                || String.valueOf(TLS_PORT).equals(tcp.group(2));
        int port = tcp.group(2) == null ? (secured ? TLS_PORT : TLS_PORT - 1) : Integer.parseInt(tcp.group(2));
        if (port < 1 || port > 65535) {
            throw EngineException.lasting(source + " " + text + ": a port is a number from 1 to 65535", null);
        }
        return new Tcp(tcp.group(1), port, secured ? tls.or(() -> Optional.of(usual)) : Optional.empty());
    }
}
