package io.jenkins.plugins.deployer.bench;

import io.jenkins.plugins.deployer.real.RealDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A host that is a Swarm manager behind sshd, a registry, a forge of Git repositories, and a person with a shell, an
 * SSH key and the command {@code deployer}.
 */
final class World implements AutoCloseable {
    private final RealDocker docker;
    private final Path directory;
    private final Path command;
    private final Swarm swarm;

    private World(RealDocker docker, Path directory, Path command) {
        this.docker = docker;
        this.directory = directory;
        this.command = command;
        this.swarm = new Swarm(Path.of("/var/run/docker.sock"));
    }

    /** @param command the program, beside which its jar is */
    static World start(Path command) throws IOException {
        RealDocker docker = RealDocker.start();
        // The private home directory of the benchmark has no keys but these.
        Path ssh = Path.of(System.getProperty("user.home"), ".ssh");
        Files.createDirectories(ssh);
        Files.writeString(
                ssh.resolve("config"),
                """
                Host 127.0.0.1
                  IdentityFile %s
                  IdentitiesOnly yes
                """
                        .formatted(docker.sshd().userKey()));
        Files.copy(docker.sshd().knownHosts(), ssh.resolve("known_hosts"));
        return new World(docker, docker.directory("benchmarks"), command);
    }

    RealDocker docker() {
        return docker;
    }

    Path directory() {
        return directory;
    }

    Swarm swarm() {
        return swarm;
    }

    /** A repository of the forge, whose build works for so many seconds. */
    Project project(String name, int seconds) throws IOException, InterruptedException {
        Path clone = directory.resolve("clone-" + name.replace('/', '-'));
        return Project.create(directory.resolve("forge"), name, clone, seconds);
    }

    /** A rules file in which a repository is deployed from its branch {@code live} as these services. */
    Path rules(String repository, List<String> services) throws IOException {
        StringBuilder yaml = new StringBuilder(
                """
                version: 1
                forge: "file://%s"
                defaults:
                  staging: %s/staging
                  architectures: [%s]
                hosts:
                  toxis: { docker: "%s" }
                repositories:
                  %s:
                    builds:
                      - docker: Dockerfile
                        deploy:
                          - branch: live
                            publish: %s/%s:live
                            services:
                """
                        .formatted(
                                directory.resolve("forge"),
                                docker.registry().address(),
                                architecture(),
                                docker.sshEndpoint(),
                                repository,
                                docker.registry().address(),
                                repository));
        services.forEach(service -> yaml.append("              - { service: " + service + ", host: toxis }\n"));
        Path file = directory.resolve("rules-" + repository.replace('/', '-') + ".yaml");
        return Files.writeString(file, yaml.toString());
    }

    /** The program {@code deployer}, as built: {@code deployer local}, which asks nothing. */
    Program deployer(Path rules, String... arguments) {
        return program(Map.of("XDG_CACHE_HOME", directory.resolve("no-archive").toString()), local(rules, arguments));
    }

    /** The same with the archive of classes that {@link #archive} made. */
    Program archivedDeployer(Path rules, String... arguments) {
        return program(Map.of("XDG_CACHE_HOME", cache().toString()), local(rules, arguments));
    }

    /** Makes that archive, in the way of docs/testing-locally.md. */
    void archive(Path rules, String... arguments) throws IOException, InterruptedException {
        Path archive = cache().resolve("deployer/classes.jsa");
        Files.createDirectories(archive.getParent());
        program(
                        Map.of("JDK_JAVA_OPTIONS", "-XX:ArchiveClassesAtExit=" + archive + " -Xlog:disable"),
                        local(rules, arguments))
                .run();
    }

    /** {@code java -jar deployer.jar local}, the same in a JVM with its own defaults. */
    Program deployerJar(Path rules, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-jar", command.resolveSibling("deployer.jar").toString()));
        line.addAll(local(rules, arguments));
        return new Program(docker.environment(), directory.resolve("deployer.log"), line);
    }

    private Path cache() {
        return directory.resolve("cache");
    }

    private List<String> local(Path rules, String... arguments) {
        List<String> words = new ArrayList<>(List.of("local", "--confirm", "never"));
        words.addAll(List.of("--rules", rules.toString()));
        words.addAll(List.of("--state", directory.resolve("state").toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    private Program program(Map<String, String> environment, List<String> words) {
        Map<String, String> all = new HashMap<>(docker.environment());
        all.putAll(environment);
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(words);
        return new Program(all, directory.resolve("deployer.log"), line);
    }

    /** What a person types; {@code $HOST} is the engine through SSH, {@code $REGISTRY} the registry. */
    Program shell(String commands) {
        return Program.shell(
                Map.of(
                        "DOCKER_HOST", docker.endpoint(),
                        "DOCKER_CONFIG", docker.dockerConfig().toString(),
                        "HOST", docker.sshEndpoint(),
                        "REGISTRY", docker.registry().address()),
                directory.resolve("shell.log"),
                commands);
    }

    @Override
    public void close() {
        docker.close();
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm64";
            default -> System.getProperty("os.arch");
        };
    }
}
