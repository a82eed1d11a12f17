package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.model.Cause;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.cps.CpsFlowFactoryAction2;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;

/**
 * Tells whether a run has the script of its commit. One with {@link CpsFlowFactoryAction2} got its script from that: a
 * replay, a restart from a stage, or whatever else brings a script along. Of those only a rebuild of a run that had the
 * script of its commit has it again.
 */
final class Replays {
    private static final String REPLAY_ACTION = "org.jenkinsci.plugins.workflow.cps.replay.ReplayFlowFactoryAction";

    private Replays() {}

    /**
     * Where the script of a run is from.
     *
     * @param isReplayed whether it may be another than that of its commit
     * @param isControllers whether this plugin wrote it and started the run
     * @param starters the ids of the users who started the run; empty for somebody who was not logged in
     */
    record Origin(boolean isReplayed, boolean isControllers, List<Optional<String>> starters) {
        Origin {
            starters = List.copyOf(starters);
        }
    }

    static Origin of(Run<?, ?> run) {
        List<Optional<String>> starters = new ArrayList<>();
        for (Cause cause : run.getCauses()) {
            if (cause instanceof Cause.UserIdCause user) {
                starters.add(Optional.ofNullable(user.getUserId()));
            }
        }
        return new Origin(!hasScriptOfCommit(run), isControllers(run), starters);
    }

    /** A second script, or anybody else who had a reason to start it, and it is not. */
    private static boolean isControllers(Run<?, ?> run) {
        List<CpsFlowFactoryAction2> scripts = run.getActions(CpsFlowFactoryAction2.class);
        return scripts.size() == 1
                && scripts.get(0) instanceof OwnScript
                && !run.getCauses().isEmpty()
                && run.getCauses().stream().allMatch(ControllerCause.class::isInstance);
    }

    private static boolean hasScriptOfCommit(Run<?, ?> run) {
        Set<Integer> seen = new HashSet<>();
        Run<?, ?> rebuilt = run;
        while (rebuilt != null && seen.add(rebuilt.getNumber())) {
            List<CpsFlowFactoryAction2> scripts = rebuilt.getActions(CpsFlowFactoryAction2.class);
            ReplayCause replay = rebuilt.getCause(ReplayCause.class);
            if (scripts.isEmpty() && replay == null) {
                return true;
            }
            boolean rebuild = replay != null
                    && replay.isRebuilt()
                    && scripts.stream()
                            .allMatch(script -> script.getClass().getName().equals(REPLAY_ACTION));
            rebuilt = rebuild ? replay.getOriginal() : null;
        }
        return false;
    }
}
