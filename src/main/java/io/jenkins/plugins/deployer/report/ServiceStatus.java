package io.jenkins.plugins.deployer.report;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.service.Running;
import java.util.Optional;

/**
 * How far one service is from what the rules want.
 *
 * @param name on the host: one of several services of a stack has its own
 * @param running what runs; empty if that is not known, or nothing does
 * @param record what the log of deployments knows; empty if the service was never deployed from here
 * @param explanation half a sentence for people; empty if all is well
 */
public record ServiceStatus(
        String name,
        Wanted wanted,
        Optional<Running> running,
        Optional<ServiceRecord> record,
        State state,
        String explanation) {
    public ServiceStatus {
        requireNonNull(name);
        requireNonNull(wanted);
        requireNonNull(running);
        requireNonNull(record);
        requireNonNull(state);
        requireNonNull(explanation);
    }

    /** In one word. */
    public enum State {
        /** What was deployed last, or what the head of the branch is, runs in full. */
        LIVE("live"),
        /** Something runs in full that was not deployed from here. */
        RUNS("runs"),
        /** The branch is at another commit than the one that runs. */
        BEHIND("behind"),
        /** Fewer replicas run than should. */
        INCOMPLETE("incomplete"),
        /** An update or a rollback is under way. */
        UPDATING("updating"),
        /** Another image than the one that was deployed last. */
        DRIFT("drift"),
        /** The host has no such service. */
        MISSING("missing"),
        /** The host did not answer. */
        UNREACHABLE("unreachable"),
        /** Nobody asked the host. */
        UNKNOWN("unknown");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** For people and in JSON. */
        public String label() {
            return label;
        }
    }

    static ServiceStatus unknown(Wanted wanted, Optional<ServiceRecord> record, State state, String explanation) {
        return new ServiceStatus(wanted.service().name(), wanted, Optional.empty(), record, state, explanation);
    }

    static ServiceStatus of(Wanted wanted, Running running, Optional<ServiceRecord> record) {
        Optional<String> deployed = record.flatMap(ServiceRecord::runs);
        String update = running.update().orElse("");
        State state = State.LIVE;
        String explanation = "";
        if (update.equals("updating") || update.equals("rollback_started")) {
            state = State.UPDATING;
            explanation = update.equals("updating") ? "an update is under way" : "Swarm is rolling back";
        } else if (deployed.isPresent() && !deployed.equals(running.digest())) {
            state = State.DRIFT;
            explanation = "somebody changed it: " + Brief.digest(deployed.get()) + " was deployed last";
        } else if (!running.isComplete()) {
            state = State.INCOMPLETE;
            explanation = wanted.service().kind() == ServiceOnHost.Kind.UNIKERNEL
                    ? "it does not run"
                    : running.replicas() + " of " + running.wanted() + " replicas run";
        } else if (wanted.commit().isPresent() && !wanted.commit().equals(running.commit())) {
            state = State.BEHIND;
            explanation = behind(wanted, record);
        } else if (wanted.commit().isEmpty() && deployed.isEmpty()) {
            state = State.RUNS;
            explanation = "it was not deployed from here";
        }
        return new ServiceStatus(running.service(), wanted, Optional.of(running), record, state, explanation);
    }

    private static String behind(Wanted wanted, Optional<ServiceRecord> record) {
        String commit = wanted.commit().orElseThrow();
        String attempt = record.map(ServiceRecord::last)
                .filter(last -> last.origin()
                        .map(origin -> origin.commit().equals(commit))
                        .orElse(false))
                .map(last -> ", which was " + last.outcome().label() + ": " + last.reason())
                .orElse("");
        String head = wanted.source().map(source -> Words.head(source.head())).orElse("it");
        return head + " is at " + Brief.commit(commit) + attempt;
    }

    /** Whether the person has nothing to do. */
    public boolean isGood() {
        return state == State.LIVE || state == State.RUNS;
    }
}
