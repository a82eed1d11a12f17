package io.jenkins.plugins.deployer.jenkins.images;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.PeriodicWork;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.jenkins.configuration.RulesWatch;
import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import io.jenkins.plugins.deployer.jenkins.hosts.ConfiguredLogins;
import io.jenkins.plugins.deployer.jenkins.trust.PermittedImages;
import io.jenkins.plugins.deployer.jenkins.trust.TrustedRules;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * The images of others that the rules of this controller follow. Every few seconds it sees which are due, from memory; what
 * was found is in {@code JENKINS_HOME/deployer/images.json}. A change is deployed by a run of the generated job.
 */
@Extension
public final class ControllerImages extends PeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(ControllerImages.class.getName());
    private static final Duration ONE_LOOK_UP = Duration.ofSeconds(30);
    private static final Duration ALL_LOOK_UPS = Duration.ofMinutes(2);
    private static final long PERIOD_SECONDS = 5;
    /** Registries that are asked at once. */
    private static final int PARALLEL = 16;

    private static final int IDLE_SECONDS = 30;
    /** After a run that could do nothing. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final ThreadPoolExecutor pool = pool();
    private final RegistryClient registries = new RegistryClient(new ConfiguredLogins(), Set.of(), LOGGER::fine);
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private ImageLookUps lookUps;
    /** When a run of ours began that found nothing to do, or nothing to go by; else long ago. */
    private volatile Instant fruitless = Instant.EPOCH;

    public static ControllerImages get() {
        return ExtensionList.lookupSingleton(ControllerImages.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.SECONDS.toMillis(PERIOD_SECONDS);
    }

    @Override
    public long getInitialDelay() {
        return getRecurrencePeriod();
    }

    /** Does nothing here: this thread is everybody's. */
    @Override
    protected void doRun() {
        if (!Jenkins.get().isQuietingDown() && isLooking.compareAndSet(false, true)) {
            pool.execute(() -> {
                try {
                    look();
                } catch (IOException | UncheckedIOException e) {
                    // There are no deployments: the log says why.
                    LOGGER.log(Level.FINE, "the images that the rules follow could not be looked after", e);
                } finally {
                    isLooking.set(false);
                }
            });
        }
    }

    private void look() throws IOException {
        Optional<List<FollowedImage>> images = RulesWatch.get().last().rules().map(Rules::images);
        if (images.isEmpty()) {
            return;
        }
        lookUps().lookUpDue(images.get());
        boolean pauses = fruitless.plus(PAUSE).isAfter(Instant.now());
        if (!pauses && lookUps().isSomethingToDeploy(images.get())) {
            GeneratedJob.schedule(LOGGER::warning);
        }
    }

    /**
     * A run of the generated job begins: says in its log how everything stands, and notes what it may deploy.
     *
     * @param isByHand whether somebody started it: then everything is looked up now
     * @return the run's Pipeline
     */
    String begin(Run<?, ?> run, PrintStream log, boolean isByHand) throws IOException, InterruptedException {
        if (!isByHand) {
            fruitless = Instant.now();
        }
        List<FollowedImage> images =
                TrustedRules.get().read(Optional.empty()).rules().images();
        if (isByHand) {
            lookUps().lookUpAll(images, ALL_LOOK_UPS);
        }
        ImageLookUps.Chosen chosen = lookUps().choose(images);
        chosen.lines().forEach(log::println);
        if (chosen.images().isEmpty()) {
            log.println("there is nothing to deploy");
        } else {
            fruitless = Instant.EPOCH;
        }
        run.addAction(new PermittedImages(run, chosen.services()));
        run.save();
        if (!isByHand) {
            chosen.troubles().forEach(log::println);
        }
        return ImagesScript.of(chosen.images(), isByHand ? chosen.troubles() : List.of());
    }

    /**
     * What is known of somebody else's image that a service runs by the rules; empty if it was never looked up.
     *
     * @param service of the rules
     */
    public Optional<Known> known(ServiceOnHost service) {
        try {
            ImageLookUps all = lookUps();
            return RulesWatch.get().last().rules().stream()
                    .flatMap(rules -> rules.images().stream())
                    .filter(image -> image.services().stream()
                            .anyMatch(rule -> ServiceOnHost.of(rule).equals(service)))
                    .flatMap(image -> all
                            .looked(image.image())
                            .map(looked -> new Known(
                                    looked.at(),
                                    all.next(image, looked),
                                    all.standing(looked, service).words(),
                                    looked.trouble()))
                            .stream())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            LOGGER.log(Level.FINE, "nothing is known of images", e);
            return Optional.empty();
        }
    }

    /**
     * For pages.
     *
     * @param at when the image was looked up last
     * @param next when it will be
     * @param words how the service stands to it
     * @param trouble why it could not be looked up
     */
    public record Known(Instant at, Instant next, String words, Optional<String> trouble) {}

    private synchronized ImageLookUps lookUps() throws IOException {
        if (lookUps == null) {
            lookUps = new ImageLookUps(
                    new LookedFile(Jenkins.get()
                            .getRootDir()
                            .toPath()
                            .resolve("deployer")
                            .resolve("images.json")),
                    Clock.systemUTC(),
                    this::digest,
                    pool,
                    ControllerImages::standing,
                    LOGGER::warning);
        }
        return lookUps;
    }

    @SuppressWarnings("try")
    private String digest(ImageName image) throws IOException, InterruptedException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return registries.resolve(image, Deadline.in(ONE_LOOK_UP));
        }
    }

    private static Standing standing(Looked looked, ServiceOnHost service) {
        try {
            ControllerDeployments deployments = ControllerDeployments.get();
            boolean isBusy = DeploymentNow.all(deployments.deploying()).stream()
                    .anyMatch(now -> now.service().equals(service));
            return Standing.of(
                    looked, deployments.store().known(service), quarantine(deployments, looked, service), isBusy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> quarantine(ControllerDeployments deployments, Looked looked, ServiceOnHost service)
            throws IOException {
        if (looked.digest().isEmpty()) {
            return Optional.empty();
        }
        String digest = looked.digest().get();
        ImageName any = ImageName.parse("image@" + digest);
        return deployments
                .store()
                .reason(ServiceRequest.of(service.host(), service.name(), any, Instant.EPOCH), digest);
    }

    @Terminator
    public static void stop() {
        ExtensionList.lookup(ControllerImages.class).forEach(images -> images.pool.shutdownNow());
    }

    private static ThreadPoolExecutor pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                PARALLEL, PARALLEL, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "deployer images");
                    thread.setDaemon(true);
                    thread.setContextClassLoader(ControllerImages.class.getClassLoader());
                    return thread;
                });
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
