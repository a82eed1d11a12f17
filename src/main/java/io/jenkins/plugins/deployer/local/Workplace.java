package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.host.ClientAccess;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.DockerConfigLogins;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.process.PrivateDirectory;
import io.jenkins.plugins.deployer.report.DeploymentLog;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.service.HttpHealthWatch;
import io.jenkins.plugins.deployer.service.Surroundings;
import io.jenkins.plugins.deployer.source.GitTokens;
import io.jenkins.plugins.deployer.unikernel.ImageFiles;
import io.jenkins.plugins.deployer.unikernel.rollout.StoredBinaries;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelBinaries;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHosts;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSurroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What commands work with, set up for one rules file and one state directory. Safe for use by several threads. */
final class Workplace implements AutoCloseable {
    private static final Duration ONE_LOOK_UP = Duration.ofMinutes(1);

    private final Rules rules;
    private final Path state;
    private final Logins logins = DockerConfigLogins.ofUser();
    private final Clock clock = Clock.systemUTC();
    private final Engines engines = new Engines();
    private final RegistryClient registries;
    private final Revisions revisions;
    private final LookUps lookUps;
    private final UnikernelHosts unikernels;
    private Optional<UnikernelBinaries> binaries = Optional.empty();
    private Optional<PrivateDirectory> binaryFiles = Optional.empty();
    private final DeploymentLog log;
    private final HttpHealthWatch health = new HttpHealthWatch(clock);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "work");
        thread.setDaemon(true);
        return thread;
    });

    /** For what deploys no unikernels. */
    Workplace(Rules rules, Path state, Progress progress) {
        this(rules, state, progress, new AlbatrossCertificates(), GitTokens.NONE);
    }

    /**
     * @param progress is told why something takes longer
     * @param tokens for repositories that not everybody may read
     */
    Workplace(Rules rules, Path state, Progress progress, AlbatrossCertificates certificates, GitTokens tokens) {
        this.rules = rules;
        this.state = state;
        this.registries = new RegistryClient(logins, Set.of(), progress::tell);
        this.revisions = new Revisions(rules, state, tokens);
        this.lookUps = new LookUps(revisions, registries, state, clock);
        this.unikernels = new UnikernelPlaces(rules, engines, certificates, state.resolve("albatross"));
        this.log = new DeploymentLog(state.resolve("deployments.jsonl"), progress::tell);
    }

    Rules rules() {
        return rules;
    }

    Path state() {
        return state;
    }

    Clock clock() {
        return clock;
    }

    Logins logins() {
        return logins;
    }

    RegistryClient registries() {
        return registries;
    }

    Revisions revisions() {
        return revisions;
    }

    LookUps lookUps() {
        return lookUps;
    }

    DeploymentLog log() {
        return log;
    }

    /** For whatever is done side by side; its threads do not keep the JVM alive. */
    ExecutorService threads() {
        return threads;
    }

    /** Starts connecting to a host in the background. */
    void prepare(Host.Docker host) {
        engines.prepare(host);
    }

    /** The engine of a host of the rules; does not wait for a connection. */
    Engine engine(String host) throws EngineException {
        if (rules.hosts().get(host) instanceof Host.Docker docker) {
            return engines.engine(docker);
        }
        throw EngineException.lasting(host + " is no longer a Docker host of the rules; put it back", null);
    }

    /** How the docker client reaches a host's engine; to be closed. */
    ClientAccess clientAccess(Host.Docker host) throws EngineException {
        return engines.clientAccess(host);
    }

    /** What roll-outs on the hosts of the rules need. */
    Surroundings surroundings() {
        return new Surroundings(
                clock, this::engine, logins, this::digest, revisions::head, new LoggedQuarantine(log), health, threads);
    }

    /** The hosts of the rules that run unikernels. */
    UnikernelHosts unikernels() {
        return unikernels;
    }

    /** The binaries of unikernels that this process deploys; what a process that was killed left is removed. */
    synchronized UnikernelBinaries binaries() throws IOException {
        if (binaries.isEmpty()) {
            Path parent = state.resolve("binaries");
            PrivateDirectory.sweep(parent);
            PrivateDirectory directory = PrivateDirectory.in(parent);
            binaryFiles = Optional.of(directory);
            binaries = Optional.of(new StoredBinaries(new ImageFiles(registries), directory.path()));
        }
        return binaries.get();
    }

    /** What roll-outs of unikernels need. */
    UnikernelSurroundings unikernelSurroundings() throws IOException {
        return new UnikernelSurroundings(
                clock,
                unikernels,
                binaries(),
                this::digest,
                revisions::head,
                new LoggedQuarantine(log),
                health,
                threads);
    }

    private String digest(ImageName image) throws IOException, InterruptedException {
        return registries.resolve(image, Deadline.in(ONE_LOOK_UP));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        health.close();
        engines.close();
        removeBinaries();
    }

    private synchronized void removeBinaries() {
        try {
            if (binaryFiles.isPresent()) {
                binaryFiles.get().close();
            }
        } catch (IOException e) {
            // Whoever comes next sweeps it.
            return;
        }
    }
}
