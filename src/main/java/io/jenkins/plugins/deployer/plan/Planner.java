package io.jenkins.plugins.deployer.plan;

import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.Rules;
import java.util.Map;
import java.util.Set;

/** Makes plans. Pure. */
public final class Planner {
    private Planner() {}

    /** What must be looked up before {@link #plan} can be made for the revision. */
    public static Set<BuildArgument.LookedUp> lookUps(Rules rules, Revision revision) {
        throw new UnsupportedOperationException();
    }

    /**
     * @param values what was found for each of {@link #lookUps}
     * @throws IllegalArgumentException if the rules do not name the repository, or a value is missing
     */
    public static Plan plan(Rules rules, Revision revision, Map<BuildArgument.LookedUp, String> values) {
        throw new UnsupportedOperationException();
    }
}
