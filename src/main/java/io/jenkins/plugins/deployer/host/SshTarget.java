package io.jenkins.plugins.deployer.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How to reach one host by SSH, everything looked up that the user's configuration says.
 *
 * @param knownAs the name under which known_hosts lists its key
 * @param given what to log in with and what the host may show; then there are no files and no agent
 * @param identities private keys, in the order to try; files need not exist
 * @param identitiesOnly whether the agent's other keys are left out
 * @param agent the socket of the agent
 * @param jumps the hosts to go through, the first of them first
 */
record SshTarget(
        String host,
        int port,
        String user,
        String knownAs,
        Optional<KeyLogin> given,
        List<Path> knownHosts,
        List<Path> identities,
        boolean identitiesOnly,
        Optional<Path> agent,
        List<SshAddress> jumps,
        Duration connectTimeout,
        Duration aliveInterval,
        int aliveCount) {
    private static final int PORT = 22;
    private static final int CONNECT_SECONDS = 10;
    private static final int ALIVE_SECONDS = 15;
    private static final int ALIVE_COUNT = 3;
    private static final List<String> DEFAULT_IDENTITIES =
            List.of("~/.ssh/id_rsa", "~/.ssh/id_ecdsa", "~/.ssh/id_ed25519");
    private static final List<String> DEFAULT_USER_KNOWN_HOSTS = List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2");
    private static final List<String> DEFAULT_GLOBAL_KNOWN_HOSTS =
            List.of("/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2");

    static SshTarget of(SshAddress address, HostLogin login) throws EngineException {
        if (login instanceof HostLogin.OfUser user) {
            return of(address, user.environment());
        }
        return given(address, login.keys(address.toString()));
    }

    /** Without a file or variable of this machine. */
    private static SshTarget given(SshAddress address, KeyLogin login) throws EngineException {
        String user = address.user()
                .or(login::user)
                .orElseThrow(() -> EngineException.lasting(
                        address + " names no user, and neither does " + login.place() + "; write ssh://USER@"
                                + address.host(),
                        null));
        int port = address.port().orElse(PORT);
        return new SshTarget(
                address.host(),
                port,
                user,
                knownAs(address.host(), port),
                Optional.of(login),
                List.of(),
                List.of(),
                true,
                Optional.empty(),
                List.of(),
                Duration.ofSeconds(CONNECT_SECONDS),
                Duration.ofSeconds(ALIVE_SECONDS),
                ALIVE_COUNT);
    }

    private static String knownAs(String host, int port) {
        return port == PORT ? host : "[" + host + "]:" + port;
    }

    /** @param environment with {@code HOME}, {@code USER} and {@code SSH_AUTH_SOCK} */
    static SshTarget of(SshAddress address, Map<String, String> environment) throws EngineException {
        Path home = home(environment);
        SshConfig config = SshConfig.of(home, address.host());
        if (config.word("ProxyCommand")
                        .filter(command -> !command.equals("none"))
                        .isPresent()
                && config.word("ProxyJump").isEmpty()) {
            throw EngineException.lasting(
                    "the SSH configuration asks for a ProxyCommand for " + address.host()
                            + ", which is not run here; use ProxyJump",
                    null);
        }
        String localUser = environment.getOrDefault("USER", System.getProperty("user.name"));
        String host = config.word("HostName")
                .map(name -> name.replace("%h", address.host()).replace("%%", "%"))
                .orElse(address.host());
        int port = address.port().orElse(number(config, "Port", PORT));
        String user = address.user().or(() -> config.word("User")).orElse(localUser);
        Expansion expansion = new Expansion(home, address.host(), host, port, user, localUser);
        return new SshTarget(
                host,
                port,
                user,
                config.word("HostKeyAlias").orElse(knownAs(host, port)),
                Optional.empty(),
                Stream.concat(
                                some(config, "UserKnownHostsFile", DEFAULT_USER_KNOWN_HOSTS),
                                some(config, "GlobalKnownHostsFile", DEFAULT_GLOBAL_KNOWN_HOSTS))
                        .map(expansion::path)
                        .toList(),
                some(config, "IdentityFile", DEFAULT_IDENTITIES)
                        .map(expansion::path)
                        .toList(),
                config.word("IdentitiesOnly").filter("yes"::equalsIgnoreCase).isPresent(),
                agent(config, environment).map(expansion::path),
                jumps(config, address),
                Duration.ofSeconds(number(config, "ConnectTimeout", CONNECT_SECONDS)),
                Duration.ofSeconds(number(config, "ServerAliveInterval", ALIVE_SECONDS)),
                number(config, "ServerAliveCountMax", ALIVE_COUNT));
    }

    static Path home(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    }

    private static Optional<String> agent(SshConfig config, Map<String, String> environment) {
        Optional<String> environments = Optional.ofNullable(environment.get("SSH_AUTH_SOCK"));
        Optional<String> configured = config.word("IdentityAgent").filter(socket -> !socket.equals("SSH_AUTH_SOCK"));
        return configured.or(() -> environments).filter(socket -> !socket.equals("none") && !socket.isEmpty());
    }

    private static List<SshAddress> jumps(SshConfig config, SshAddress address) throws EngineException {
        List<SshAddress> jumps = new ArrayList<>();
        for (String jump : config.word("ProxyJump").orElse("none").split(",")) {
            if (!jump.equals("none")) {
                jumps.add(SshAddress.parse(jump)
                        .orElseThrow(() -> EngineException.lasting(
                                "the SSH configuration's ProxyJump " + jump + " for " + address.host()
                                        + " is no [USER@]HOST[:PORT]",
                                null)));
            }
        }
        return List.copyOf(jumps);
    }

    private static Stream<String> some(SshConfig config, String keyword, List<String> otherwise) {
        List<String> configured = config.words(keyword);
        return (configured.isEmpty() ? otherwise : configured).stream().filter(file -> !file.equals("none"));
    }

    private static int number(SshConfig config, String keyword, int otherwise) throws EngineException {
        Optional<String> word = config.word(keyword);
        if (word.isEmpty()) {
            return otherwise;
        }
        if (!word.get().matches("\\d{1,6}")) {
            throw EngineException.lasting(
                    "the SSH configuration's " + keyword + " " + word.get() + " is not a number", null);
        }
        return Integer.parseInt(word.get());
    }

    /** The names that the user's configuration may use in a path (ssh_config(5), TOKENS). */
    private record Expansion(Path home, String alias, String host, int port, String user, String localUser) {
        Path path(String text) {
            String expanded = text.startsWith("~/") ? home + text.substring(1) : text;
            return home.resolve(expanded.replace("%d", home.toString())
                    .replace("%h", host)
                    .replace("%n", alias)
                    .replace("%p", String.valueOf(port))
                    .replace("%r", user)
                    .replace("%u", localUser)
                    .replace("%%", "%"));
        }
    }

    @Override
    public String toString() {
        return user + "@" + (host.contains(":") ? "[" + host + "]" : host) + (port == PORT ? "" : ":" + port);
    }
}
