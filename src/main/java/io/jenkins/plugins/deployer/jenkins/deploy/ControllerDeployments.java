package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.service.HttpHealthWatch;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * The deployments of this controller: those under way in {@code JENKINS_HOME/deployer/under-way}, those that have ended in
 * {@code JENKINS_HOME/deployer/services}. From when its jobs are loaded until it is stopped it goes on with what is under
 * way, whether or not the Pipelines that asked for it come back.
 */
@Extension
public final class ControllerDeployments {
    private static final Logger LOGGER = Logger.getLogger(ControllerDeployments.class.getName());
    /** How many steps may ask the rules and the forge at once; further ones wait in memory. */
    private static final int PARALLEL_STEPS = 10;
    /** How many hosts may pull an image at once; each takes a thread until it has it. */
    private static final int PARALLEL_PULLS = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Background steps = new Background(PARALLEL_STEPS, threads("deployer steps"));
    private final ExecutorService pulls = Background.pool(PARALLEL_PULLS, threads("deployer pulls"));
    private final HttpHealthWatch health = new HttpHealthWatch(Clock.systemUTC());
    private final ControllerHosts hosts = new ControllerHosts();
    private volatile DeploymentStore store;
    private volatile Deploying deploying;

    public static ControllerDeployments get() {
        return ExtensionList.lookupSingleton(ControllerDeployments.class);
    }

    @Initializer(after = InitMilestone.JOB_LOADED, fatal = false)
    public static void start() throws IOException {
        ControllerDeployments deployments = get();
        try {
            deployments.open();
        } finally {
            deployments.steps.open();
        }
    }

    @Terminator
    public static void stop() {
        ExtensionList.lookup(ControllerDeployments.class).forEach(ControllerDeployments::close);
    }

    private synchronized void open() throws IOException {
        if (deploying != null) {
            return;
        }
        Path home = Jenkins.get().getRootDir().toPath().resolve("deployer");
        store = DeploymentStore.open(
                home.resolve("services"), () -> DeployerConfiguration.get().getRetention(), LOGGER::warning);
        Deploying opened = Deploying.open(
                home.resolve("under-way"),
                store,
                new Outside(Clock.systemUTC(), hosts, new ControllerRuns(), health, pulls, LOGGER::warning, PATIENCE));
        Set<String> left = opened.underWay().stream().map(UnderWay::id).collect(Collectors.toSet());
        hosts.sweep(left::contains);
        opened.start();
        deploying = opened;
    }

    private synchronized void close() {
        steps.close();
        if (deploying != null) {
            deploying.close();
        }
        health.close();
        pulls.shutdownNow();
    }

    /** The deployments under way. */
    public Deploying deploying() throws IOException {
        return there(deploying);
    }

    /**
     * A host of the rules that runs unikernels, to ask it something. Does not wait for a connection.
     *
     * @throws UnikernelHostException if there is no way to reach it, or no login for it
     */
    public static UnikernelHost unikernels(Host host) throws UnikernelHostException {
        return get().hosts.unikernels(DeployHost.ofRules(host));
    }

    /** How this controller reaches hosts. */
    public Hosts hosts() {
        return hosts;
    }

    /** The deployments that have ended. */
    public DeploymentStore store() throws IOException {
        return there(store);
    }

    private <T> T there(T part) throws IOException {
        if (part == null) {
            throw new IOException(
                    steps.isOpen()
                            ? "the deployer could not be started on this controller; its log says why"
                            : "the deployer waits until Jenkins has loaded its jobs");
        }
        return part;
    }

    /**
     * Has something done that may take seconds, by the controller itself, as soon as there are deployments. Does not wait;
     * forgotten at shutdown.
     */
    void submit(Runnable task) {
        steps.submit(() -> asController(task));
    }

    /** Whether the controller is being stopped: what goes wrong from now on is no fault of anybody's Pipeline. */
    boolean isStopping() {
        return steps.isClosed();
    }

    @SuppressWarnings("try")
    private static void asController(Runnable task) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            task.run();
        }
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + " " + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(ControllerDeployments.class.getClassLoader());
            return thread;
        };
    }
}
