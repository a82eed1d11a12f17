package io.jenkins.plugins.deployer.jenkins.drift;

import io.jenkins.plugins.deployer.jenkins.deploy.AgainScript;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentStore;
import io.jenkins.plugins.deployer.jenkins.deploy.KnownService;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.report.Drift;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * Has services that drifted deployed again: what was last proven to run there, as a run of the job that deployed it, which waits for
 * its turn and heeds the quarantine as every run does. A drift that comes back again and again is left to people, as two
 * programs that each put right what the other did would go on for ever. Used by one thread for one service at a time.
 */
final class PuttingRight {
    private static final int MOST = 1000;

    private final DeploymentStore store;
    private final Findings findings;
    private final Scheduling scheduling;
    private final Clock clock;

    /** How runs are started. */
    interface Scheduling {
        /** Whether a run that is to put a service right waits or goes on, or the job is busy otherwise. */
        boolean isUnderWay(ServiceOnHost service, String job);

        /**
         * Starts one.
         *
         * @param job that deployed it last
         * @param chosen what is to run
         * @throws IOException with a sentence, if there is no way to
         */
        void start(String job, RecordedDeployment chosen, Drift drift) throws IOException;
    }

    PuttingRight(DeploymentStore store, Findings findings, Scheduling scheduling, Clock clock) {
        this.store = store;
        this.findings = findings;
        this.scheduling = scheduling;
        this.clock = clock;
    }

    /** Does what there is to be done about everything that drifted on a host. */
    void put(HostDrift found) throws IOException {
        for (var one : found.services().entrySet()) {
            if (one.getValue().isDrift()) {
                put(one.getKey(), one.getValue());
            }
        }
    }

    private void put(ServiceOnHost service, Drift drift) throws IOException {
        Optional<KnownService> known = store.known(service);
        if (known.isEmpty() || known.get().runs().isEmpty()) {
            return;
        }
        String job = known.get().last().asker().job();
        if (scheduling.isUnderWay(service, job)) {
            return;
        }
        String digest = known.get().runs().get();
        Attempts attempts = findings.attempts(service)
                .filter(before -> before.stillCount(known.get()))
                .orElse(Attempts.none(digest));
        if (attempts.areEnough()) {
            findings.remedy(
                    service,
                    "It was put right " + attempts.count()
                            + " times and came back; it is left alone until somebody deploys the service.");
            return;
        }
        Optional<RecordedDeployment> chosen = chosen(service, digest);
        if (chosen.isEmpty()) {
            findings.remedy(
                    service,
                    "It cannot be put right from here: no deployment is kept that brought what should run and could be made"
                            + " again.");
            return;
        }
        if (findings.attempt(service, attempts.and(clock.instant()), "It is being put right.")) {
            try {
                scheduling.start(job, chosen.get(), drift);
            } catch (IOException e) {
                findings.attempt(service, attempts, "It could not be put right: " + e.getMessage());
            }
        }
    }

    private Optional<RecordedDeployment> chosen(ServiceOnHost service, String digest) throws IOException {
        return store.history(service, MOST).stream()
                .filter(one -> one.deployment().digest().equals(Optional.of(digest)))
                .filter(one -> AgainScript.isPossible(one.deployment()))
                .findFirst();
    }
}
