package io.jenkins.plugins.deployer.jenkins.drift;

import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.jenkins.deploy.DeployHost;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentStore;
import io.jenkins.plugins.deployer.jenkins.deploy.Hosts;
import io.jenkins.plugins.deployer.jenkins.deploy.KnownService;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.report.Drift;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.report.ServiceOnHost.Kind;
import io.jenkins.plugins.deployer.report.UnikernelsOnHost;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.service.Running;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Looks at hosts, each over the one connection that deployments use too, and for all of its services at once. A host that does
 * not answer holds up no other: it has its own thread, which is told to stop when its time is up, and until that has stopped
 * the host is not asked again. Safe for use by several threads; no method waits.
 */
final class Looks implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Looks.class.getName());
    /** As many hosts may hang, and the others are still looked at. */
    private static final int PARALLEL = 32;

    private static final int IDLE_SECONDS = 30;

    private final Hosts hosts;
    private final DeploymentStore store;
    private final Supplier<List<DeploymentNow>> underWay;
    private final Clock clock;
    private final Duration longest;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    /**
     * @param underWay the deployments that have not ended
     * @param longest for how long a host may be looked at
     */
    Looks(Hosts hosts, DeploymentStore store, Supplier<List<DeploymentNow>> underWay, Clock clock, Duration longest) {
        this.hosts = Objects.requireNonNull(hosts);
        this.store = Objects.requireNonNull(store);
        this.underWay = Objects.requireNonNull(underWay);
        this.clock = Objects.requireNonNull(clock);
        this.longest = Objects.requireNonNull(longest);
        threads = new ThreadPoolExecutor(
                PARALLEL,
                PARALLEL,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemons("looking for drift"));
        threads.allowCoreThreadTimeOut(true);
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        deadlines = new ScheduledThreadPoolExecutor(1, daemons("end of looking for drift"));
        deadlines.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        deadlines.allowCoreThreadTimeOut(true);
        deadlines.setRemoveOnCancelPolicy(true);
        deadlines.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(Looks.class.getClassLoader());
            return thread;
        };
    }

    /**
     * Looks at all of these hosts on which some of these services are known to have been deployed.
     *
     * @param wanted the services to look at: what nobody wants any longer may well be gone
     * @param told about each host that was looked at, once, by a thread of that host; hosts that are still being looked
     *     at are passed over
     * @return done when all have been told of
     * @throws IOException if the record of deployments cannot be read
     */
    CompletableFuture<Void> look(Collection<Host> all, Set<ServiceOnHost> wanted, Consumer<HostDrift> told)
            throws IOException {
        Set<String> deployed = known(wanted::contains).keySet().stream()
                .map(ServiceOnHost::host)
                .collect(Collectors.toSet());
        List<CompletableFuture<Void>> looks = new ArrayList<>();
        for (Host host : all) {
            if (deployed.contains(host.name()) && busy.add(host.name())) {
                Look look =
                        new Look(host, service -> service.host().equals(host.name()) && wanted.contains(service), told);
                looks.add(look.isTold);
                threads.execute(look);
            }
        }
        return CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new));
    }

    /** Ends what is going on, without waiting. */
    @Override
    public void close() {
        deadlines.shutdownNow();
        threads.shutdownNow();
    }

    /** One look at one host. */
    private final class Look implements Runnable {
        private final Host host;
        private final Predicate<ServiceOnHost> which;
        private final Consumer<HostDrift> told;
        private final CompletableFuture<Void> isTold = new CompletableFuture<>();
        /** Whoever comes first tells: what was found, or that the time is up. */
        private final AtomicBoolean isDecided = new AtomicBoolean();

        private Optional<Thread> thread = Optional.empty();

        Look(Host host, Predicate<ServiceOnHost> which, Consumer<HostDrift> told) {
            this.host = host;
            this.which = which;
            this.told = told;
        }

        @Override
        public void run() {
            Instant asked = clock.instant();
            synchronized (this) {
                thread = Optional.of(Thread.currentThread());
            }
            ScheduledFuture<?> deadline =
                    deadlines.schedule(() -> giveUp(asked), longest.toMillis(), TimeUnit.MILLISECONDS);
            try {
                HostDrift found = look(asked);
                if (isDecided.compareAndSet(false, true)) {
                    told.accept(found);
                }
            } catch (InterruptedException e) {
                // By the deadline, which tells of it, or because the controller stops.
            } finally {
                deadline.cancel(false);
                synchronized (this) {
                    thread = Optional.empty();
                }
                Thread.interrupted();
                busy.remove(host.name());
                isTold.complete(null);
            }
        }

        private HostDrift look(Instant asked) throws InterruptedException {
            try {
                return HostDrift.answered(host.name(), asked, find());
            } catch (IOException e) {
                return silent(asked, e.getMessage() == null ? e.toString() : e.getMessage());
            } catch (RuntimeException e) {
                LOGGER.log(Level.SEVERE, e, () -> "Looking at the services of " + host.name() + " met a fault of ours");
                return silent(asked, host.name() + ": the deployer itself failed: " + e);
            }
        }

        private void giveUp(Instant asked) {
            if (!isDecided.compareAndSet(false, true)) {
                return;
            }
            try {
                told.accept(silent(asked, host.name() + ": no answer within " + longest.toSeconds() + " s"));
            } finally {
                synchronized (this) {
                    thread.ifPresent(Thread::interrupt);
                }
                isTold.complete(null);
            }
        }

        private HostDrift silent(Instant asked, String trouble) {
            try {
                return HostDrift.silent(
                        host.name(), asked, trouble, known(which).keySet());
            } catch (IOException e) {
                return HostDrift.silent(host.name(), asked, trouble, Set.of());
            }
        }

        private Map<ServiceOnHost, Drift> find() throws IOException, InterruptedException {
            Map<ServiceOnHost, KnownService> before = known(which);
            Set<ServiceOnHost> changing = new HashSet<>(underWay());
            List<Running> running = running(host, before);
            Map<ServiceOnHost, KnownService> after = known(which);
            changing.addAll(underWay());
            Map<ServiceOnHost, Drift> found = new LinkedHashMap<>();
            before.forEach((service, known) -> {
                boolean isSettled = !changing.contains(service)
                        && Optional.ofNullable(after.get(service))
                                .filter(later -> id(later).equals(id(known)))
                                .isPresent();
                found.put(service, isSettled ? drift(service, known, running, before) : Drift.deploying());
            });
            return found;
        }
    }

    private Set<ServiceOnHost> underWay() {
        return underWay.get().stream().map(DeploymentNow::service).collect(Collectors.toSet());
    }

    private static String id(KnownService known) {
        return known.last().deployment().id();
    }

    /** Where the last change ended without a proof there is nothing to compare with. */
    private Map<ServiceOnHost, KnownService> known(Predicate<ServiceOnHost> which) throws IOException {
        Map<ServiceOnHost, KnownService> known = new LinkedHashMap<>();
        store.all().forEach((service, one) -> {
            if (which.test(service) && one.runs().isPresent()) {
                known.put(service, one);
            }
        });
        return known;
    }

    private List<Running> running(Host host, Map<ServiceOnHost, KnownService> known)
            throws IOException, InterruptedException {
        DeployHost there = DeployHost.ofRules(host);
        if (!(host instanceof Host.Docker)) {
            return UnikernelsOnHost.look(
                    hosts.unikernels(there),
                    known.keySet().stream().map(ServiceOnHost::name).toList(),
                    name -> Optional.ofNullable(known.get(new ServiceOnHost(Kind.UNIKERNEL, name, host.name())))
                            .map(KnownService::withoutAskers));
        }
        Engine engine = hosts.engine(there);
        List<Running> running = new ArrayList<>();
        if (known.keySet().stream().anyMatch(service -> service.kind() != Kind.COMPOSE)) {
            running.addAll(Running.on(engine));
        }
        if (known.keySet().stream().anyMatch(service -> service.kind() == Kind.COMPOSE)) {
            running.addAll(Running.inProjects(engine));
        }
        return running;
    }

    private Drift drift(
            ServiceOnHost service, KnownService known, List<Running> running, Map<ServiceOnHost, KnownService> all) {
        String image = known.lastLive().orElse(known.last()).deployment().image();
        Predicate<Running> isItself = one -> service.kind() == Kind.SERVICE
                || !all.containsKey(new ServiceOnHost(Kind.SERVICE, one.service(), service.host()));
        return Drift.of(
                new Drift.Proven(service, image, known.runs().orElseThrow()),
                running.stream().filter(isItself).toList(),
                id -> recorded(service, id).isPresent(),
                clock.instant());
    }

    private Optional<RecordedDeployment> recorded(ServiceOnHost service, String id) {
        try {
            return store.find(service, id);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The record of " + service + " could not be read");
            return Optional.empty();
        }
    }
}
