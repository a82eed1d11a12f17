package io.jenkins.plugins.deployer.jenkins.drift;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.PeriodicWork;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.RulesWatch;
import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentStore;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.report.Wanted;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * Looks for drift on the hosts of the rules, as often as the configuration says. What was found is kept in memory and in
 * {@code JENKINS_HOME/deployer/drift.json}; asking for it waits for nobody.
 */
@Extension
public final class DriftWatch extends PeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(DriftWatch.class.getName());
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Parts parts;
    private boolean isStopped;

    /** What there is once the deployments of this controller are known. */
    private record Parts(DeploymentStore store, Findings findings, Looks looks, PuttingRight puttingRight) {}

    public static DriftWatch get() {
        return ExtensionList.lookupSingleton(DriftWatch.class);
    }

    /**
     * What the last look found of a service; empty if nobody has looked since it was deployed, or there is nothing to compare
     * with.
     */
    public Optional<ServiceDrift> of(ServiceOnHost service) {
        return ready().flatMap(ready -> of(ready, service));
    }

    private static Optional<ServiceDrift> of(Parts ready, ServiceOnHost service) {
        try {
            return ready.findings().of(service, ready.store().known(service));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The record of " + service + " could not be read");
            return Optional.empty();
        }
    }

    /** How many services ran something else than was deployed last when they were last looked at. */
    public int drifted() {
        return (int) ready().stream()
                .flatMap(ready -> ready.findings().drifted().stream().flatMap(service -> of(ready, service).stream()))
                .count();
    }

    /** How many hosts could not be asked when they were last looked at. */
    public int silent() {
        return (int) ready().stream()
                .flatMap(ready -> ready.findings().hosts().stream())
                .filter(host -> host.trouble().isPresent())
                .count();
    }

    /** When hosts were last looked at; empty if never. */
    public Optional<Instant> lastLook() {
        return ready().flatMap(ready -> ready.findings().lastAsked());
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(1);
    }

    @Override
    protected void doRun() {
        int minutes = DeployerConfiguration.get().getDriftMinutes();
        if (minutes > 0 && lastLook().map(last -> isOver(last, minutes)).orElse(true)) {
            look();
        }
    }

    /** A little early rather than almost twice as late, as it is asked once a minute. */
    private static boolean isOver(Instant last, int minutes) {
        Duration period = Duration.ofMinutes(minutes).minusSeconds(30);
        return !last.plus(period).isAfter(Instant.now());
    }

    /**
     * Looks now, whatever the period; does not wait.
     *
     * @return done when all hosts were looked at
     */
    public CompletableFuture<Void> look() {
        Optional<Parts> ready = ready();
        Optional<Rules> rules = RulesWatch.get().last().rules();
        if (ready.isEmpty() || rules.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<Host> hosts = List.copyOf(rules.get().hosts().values());
        Set<ServiceOnHost> wanted =
                Wanted.all(rules.get(), Map.of()).stream().map(Wanted::service).collect(Collectors.toSet());
        ready.get().findings().keep(rules.get().hosts().keySet());
        try {
            return ready.get().looks().look(hosts, wanted, found -> told(ready.get(), found));
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, e, () -> "The record of deployments could not be read, so drift is not looked for");
            return CompletableFuture.completedFuture(null);
        }
    }

    private static void told(Parts parts, HostDrift found) {
        parts.findings().put(found);
        if (!DeployerConfiguration.get().isPutDriftRight()) {
            parts.findings().leaveAlone(found.host());
            return;
        }
        try {
            parts.puttingRight().put(found);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "What drifted on " + found.host() + " could not be put right");
        }
    }

    private synchronized Optional<Parts> ready() {
        if (parts == null && !isStopped) {
            try {
                parts = open(ControllerDeployments.get());
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "there are no deployments yet", e);
            }
        }
        return Optional.ofNullable(parts);
    }

    private static Parts open(ControllerDeployments deployments) throws IOException {
        DeploymentStore store = deployments.store();
        Path file = Jenkins.get().getRootDir().toPath().resolve("deployer").resolve("drift.json");
        Findings findings = Findings.open(file, LOGGER::warning);
        Looks looks = new Looks(deployments.hosts(), store, () -> underWay(deployments), Clock.systemUTC(), LONGEST);
        return new Parts(store, findings, looks, new PuttingRight(store, findings, new DriftRuns(), Clock.systemUTC()));
    }

    private static List<DeploymentNow> underWay(ControllerDeployments deployments) {
        try {
            return DeploymentNow.all(deployments.deploying());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Terminator
    public static void stop() {
        ExtensionList.lookup(DriftWatch.class).forEach(DriftWatch::close);
    }

    private synchronized void close() {
        isStopped = true;
        if (parts != null) {
            parts.looks().close();
        }
    }
}
