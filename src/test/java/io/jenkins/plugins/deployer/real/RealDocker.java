package io.jenkins.plugins.deployer.real;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The real parts that integration tests run against: a Docker engine that is a Swarm manager, a plain registry, one
 * with TLS and a password, and an SSH server. A test class asks for them with
 * {@code @ExtendWith(RealDocker.Extension.class)} and a parameter of this type; they are started when first asked for,
 * shared by all tests of the JVM, and gone with it. So a test takes service and image names from {@link #unique}.
 *
 * <p><b>Ports.</b> Publish with {@code --publish mode=host,published=PORT,target=8080}, or run with
 * {@code --network host} and {@code --env PORT=…}: both answer on 127.0.0.1. Publishing through the ingress network
 * needs the kernel's ip_vs, which not every machine has, so tests do without. In mode host two tasks cannot hold one
 * port, so it goes with one replica and the order stop-first.
 *
 * <p><b>An engine named by {@code DOCKER_HOST}</b> is used as it is, made a Swarm manager when it is none and left so
 * afterwards; it must run on this machine, as it reaches the registries on 127.0.0.1. What needs an engine of our own
 * (restarts) or root is skipped then.
 */
public final class RealDocker implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Gives a test class its {@link RealDocker}, or skips it where there can be none. */
    public static final class Extension implements ExecutionCondition, ParameterResolver {
        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Extension.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Mode.current() != Mode.NONE) {
                return ConditionEvaluationResult.enabled("A Docker engine may be used.");
            }
            context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent("said", key -> {
                System.err.println("Not run: the tests on a real Docker engine. They start one of their own as root,"
                        + " or use the one that DOCKER_HOST names.");
                return true;
            });
            return ConditionEvaluationResult.disabled("There is no Docker engine to use.");
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RealDocker.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(RealDocker.class, key -> start(), RealDocker.class);
        }
    }

    private final Workspace workspace = Workspace.create();
    private final Certificates certificates =
            Certificates.generate(workspace.directory().resolve("tls"));
    private final Optional<RealEngine> ownEngine;
    private final List<Part> parts = new ArrayList<>();
    private final AtomicInteger names = new AtomicInteger();
    private final Set<String> services = ConcurrentHashMap.newKeySet();
    private final Set<String> images = ConcurrentHashMap.newKeySet();
    private final Thread hook = new Thread(this::stop, "real-docker-shutdown");
    private final boolean swarmIsOurs;
    private Optional<RealSshd> sshd = Optional.empty();
    private Optional<RealRegistry> plain = Optional.empty();
    private Optional<RealRegistry> secured = Optional.empty();
    private boolean stopped;

    private RealDocker(Mode mode) {
        Runtime.getRuntime().addShutdownHook(hook);
        ownEngine = mode == Mode.PRIVATE ? Optional.of(new RealEngine(workspace, certificates)) : Optional.empty();
        writeClientConfiguration();
        ownEngine.ifPresent(RealEngine::start);
        swarmIsOurs = run("info", "--format", "{{.Swarm.LocalNodeState}}").equals("inactive");
        if (swarmIsOurs) {
            run("swarm", "init", "--advertise-addr", "127.0.0.1");
        }
    }

    /** Starts the parts for use outside of JUnit; close it. */
    public static RealDocker start() {
        return new RealDocker(Mode.current());
    }

    /** How the rules name the engine: {@code unix:///var/run/docker.sock}, or the value of DOCKER_HOST. */
    public String endpoint() {
        return ownEngine.isPresent() ? "unix://" + RealEngine.SOCKET : System.getenv("DOCKER_HOST");
    }

    /** The engine behind TLS with client certificates: {@code tcp://127.0.0.1:PORT}; see {@link #certificates()}. */
    public String tlsEndpoint() {
        return "tcp://127.0.0.1:" + own("TLS").port();
    }

    /** The engine through {@link #sshd()}: {@code ssh://root@127.0.0.1:PORT}. */
    public String sshEndpoint() {
        return "ssh://root@127.0.0.1:" + sshd().port();
    }

    public Certificates certificates() {
        return certificates;
    }

    /** A directory for the test's own files, removed at the end. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(
                    workspace.directory().resolve("tests").resolve(unique(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name that no other test of this JVM uses: lower case, valid for services, images and directories. */
    public String unique(String prefix) {
        return prefix + "-" + names.incrementAndGet();
    }

    /** The registry without TLS or password. */
    public synchronized RealRegistry registry() {
        if (plain.isEmpty()) {
            plain = Optional.of(keep(RealRegistry.plain(partDirectory("registry"))));
        }
        return plain.get();
    }

    /** The registry with TLS and a password; {@link #dockerConfig()} has its login. */
    public synchronized RealRegistry securedRegistry() {
        if (secured.isEmpty()) {
            secured = Optional.of(keep(RealRegistry.secured(partDirectory("secured-registry"), certificates)));
            writeClientConfiguration();
        }
        return secured.get();
    }

    /** A further registry whose disk has this size: {@code 500} KiB are too few for any image of ours. */
    public synchronized RealRegistry smallRegistry(int kibibytes) {
        own("a file system of a given size");
        return keep(RealRegistry.small(partDirectory(unique("small-registry")), kibibytes));
    }

    /** A front of {@link #registry()} that answers with errors when told to. */
    public synchronized FaultyRegistry faultyRegistry() {
        return keep(new FaultyRegistry(registry()));
    }

    /** The SSH server; root's login there reaches the engine at its usual place. */
    public synchronized RealSshd sshd() {
        if (sshd.isEmpty()) {
            sshd = Optional.of(sshd(List.of()));
        }
        return sshd.get();
    }

    /** A further SSH server, with keys of its own. @param settings lines of sshd_config */
    public synchronized RealSshd sshd(List<String> settings) {
        boolean usualPlace = endpoint().equals("unix:///var/run/docker.sock");
        Assumptions.assumeTrue(
                usualPlace && "root".equals(System.getProperty("user.name")),
                "sshd is run as root in front of an engine on /var/run/docker.sock only");
        String program = Shell.run(Map.of(), new byte[0], List.of("sh", "-c", "command -v sshd"));
        return keep(new RealSshd(partDirectory(unique("sshd")), program, settings));
    }

    /** A DOCKER_CONFIG directory with the login of {@link #securedRegistry()}, once that was asked for. */
    public Path dockerConfig() {
        return workspace.directory().resolve("docker-config");
    }

    /** What a command line needs to use this engine with the docker client. */
    public Map<String, String> environment() {
        // With attestations newer clients would make an index of every image.
        return Map.of(
                "DOCKER_HOST",
                endpoint(),
                "DOCKER_CONFIG",
                dockerConfig().toString(),
                "BUILDX_NO_DEFAULT_ATTESTATIONS",
                "1");
    }

    /** Runs the docker client. @return what it printed. @throws AssertionError when it fails */
    public String run(String... arguments) {
        return Shell.run(environment(), new byte[0], command(arguments));
    }

    /** Runs the docker client, which may fail. */
    Shell.Result attempt(String... arguments) {
        return Shell.attempt(environment(), new byte[0], command(arguments));
    }

    /** Runs the docker client and reads the JSON it prints. */
    public JsonNode json(String... arguments) {
        return parse(run(arguments));
    }

    /** Makes the image and pushes it to the plain registry under a name of its own. */
    public PushedImage push(TestImage image) {
        return push(image, registry().address() + "/" + unique("image"), "latest");
    }

    /** @param repository with the registry's address */
    public PushedImage push(TestImage image, String repository, String tag) {
        List<String> command = new ArrayList<>(List.of("docker", "import"));
        command.addAll(image.importOptions());
        command.addAll(List.of("-", repository + ":" + tag));
        Shell.run(environment(), image.layer(), command);
        images.add(repository + ":" + tag);
        run("push", "--quiet", repository + ":" + tag);
        String digest = digest(repository, repository + ":" + tag);
        images.add(repository + "@" + digest);
        return new PushedImage(repository, tag, digest);
    }

    /** Removes the engine's own copies of an image, so that a service has to pull it. */
    public void forget(PushedImage image) {
        attempt("image", "rm", "--force", image.byTag(), image.byDigest());
    }

    /** Creates a service without waiting for it; one monitor second, no stop grace. */
    public RealService service(String name, String image, int replicas, String... flags) {
        List<String> command =
                new ArrayList<>(List.of("service", "create", "--detach", "--quiet", "--no-resolve-image"));
        command.addAll(List.of("--name", name, "--replicas", Integer.toString(replicas)));
        command.addAll(List.of("--update-monitor", "1s", "--rollback-monitor", "1s", "--stop-grace-period", "1s"));
        command.add("--with-registry-auth");
        command.addAll(List.of(flags));
        command.add(image);
        run(command.toArray(String[]::new));
        services.add(name);
        return new RealService(this, name);
    }

    /** Stops the engine with its containers and starts it again with its data. */
    public void restartEngine() {
        stopEngine();
        startEngine();
    }

    public void stopEngine() {
        own("an engine that tests may stop").stop();
    }

    public void startEngine() {
        own("an engine that tests may stop").start();
    }

    /** Ends everything that was started. Does nothing twice. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is already ending; the hook runs and finds nothing to do.
            return;
        }
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + json, e);
        }
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        if (ownEngine.isEmpty()) {
            leaveAsItWas();
        }
        ownEngine.ifPresent(RealEngine::kill);
        parts.forEach(Part::close);
        workspace.close();
    }

    private String digest(String repository, String image) {
        for (JsonNode digest : json("image", "inspect", image).at("/0/RepoDigests")) {
            if (digest.asText().startsWith(repository + "@")) {
                return digest.asText().substring(repository.length() + 1);
            }
        }
        throw new AssertionError(image + " was pushed and has no digest");
    }

    private void leaveAsItWas() {
        services.forEach(name -> new RealService(this, name).remove());
        images.forEach(image -> attempt("image", "rm", "--force", image));
        if (swarmIsOurs) {
            attempt("swarm", "leave", "--force");
        }
    }

    private RealEngine own(String what) {
        Assumptions.assumeTrue(ownEngine.isPresent(), "needs " + what + ", which DOCKER_HOST does not give");
        return ownEngine.get();
    }

    private <T extends Part> T keep(T part) {
        parts.add(part);
        return part;
    }

    private Path partDirectory(String name) {
        try {
            return Files.createDirectories(workspace.directory().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeClientConfiguration() {
        var root = JSON.createObjectNode();
        secured.ifPresent(registry -> registry.credentials().ifPresent(login -> {
            String pair = login.user() + ":" + login.password();
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            root.putObject("auths").putObject(registry.address()).put("auth", encoded);
        }));
        try {
            Files.createDirectories(dockerConfig());
            Files.writeString(dockerConfig().resolve("config.json"), root.toPrettyString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(Arrays.asList(arguments));
        return command;
    }
}
