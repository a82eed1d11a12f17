package io.jenkins.plugins.deployer.report;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far one run has come with what the rules ask for one revision.
 *
 * @param what is built; empty before there is a plan
 * @param rules the revision of the rules; empty if they are not kept in a repository
 * @param trouble why there can be no plan, in a sentence
 * @param builds every build once
 * @param deployments what is to be deployed, and what came of it
 * @param ifMerged what merging a change request would deploy
 */
public record RunProgress(
        Optional<What> what,
        Optional<String> rules,
        Optional<String> trouble,
        List<Build> builds,
        List<Target> deployments,
        List<Target> ifMerged,
        End end) {
    public RunProgress {
        requireNonNull(what);
        requireNonNull(rules);
        requireNonNull(trouble);
        builds = List.copyOf(builds);
        deployments = List.copyOf(deployments);
        ifMerged = List.copyOf(ifMerged);
        requireNonNull(end);
    }

    /** Of a run that has asked for no plan yet. */
    public static RunProgress nothing(End end) {
        return new RunProgress(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), end);
    }

    /** @param commit the full commit id */
    public record What(RepositoryName repository, Head head, String commit) {}

    /** How a run ended. */
    public enum End {
        NOT_YET,
        SUCCESS,
        FAILURE,
        ABORTED,
        /** It stopped because a newer commit is built instead. */
        SUPERSEDED,
        /** As the Pipeline wanted it, for whatever reason. */
        NOT_BUILT
    }

    /**
     * One build.
     *
     * @param title as in the plan
     * @param time how long it took; empty unless it was made here and is over
     * @param problem why it failed, in a sentence
     * @param log where its log is
     */
    public record Build(
            String title,
            String architecture,
            State state,
            Optional<Duration> time,
            Optional<String> problem,
            Optional<URI> log) {}

    /** How far a build has come. */
    public enum State {
        WAITING("waiting"),
        BUILDING("building"),
        BUILT("built"),
        /** Made before, by a run of the same tree. */
        REUSED("built before"),
        FAILED("failed"),
        /** The run was over before anybody began it, or needed none. */
        NOT_MADE("not made"),
        /** Nobody saw its end: the run was aborted, or its agent lost. */
        STOPPED("stopped");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }

        boolean isGood() {
            return this == BUILT || this == REUSED;
        }
    }

    /**
     * One thing that is deployed.
     *
     * @param image what it is published as; empty for what is not published
     * @param url where people reach it
     * @param deployment what came of it; empty until it has ended
     */
    public record Target(
            ServiceOnHost service, Optional<String> image, Optional<URI> url, Optional<Deployment> deployment) {}

    /** Whether anything was begun that the plan asks for. */
    boolean isBegun() {
        return builds.stream()
                        .anyMatch(build -> build.state() != State.WAITING
                                && build.state() != State.NOT_MADE
                                && build.state() != State.REUSED)
                || deployments.stream().anyMatch(target -> target.deployment().isPresent())
                || (!builds.isEmpty()
                        && builds.stream().allMatch(build -> build.state().isGood()));
    }
}
