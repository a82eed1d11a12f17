package io.jenkins.plugins.deployer.unikernel.albatross;

import java.util.Set;
import java.util.TreeSet;

/** What the server does when a unikernel ends. */
public sealed interface OnExit {
    /** Nothing: it is gone from then on. */
    record Quit() implements OnExit {}

    /**
     * It starts it again.
     *
     * @param codes the exit statuses it does so for; empty: all but 1 and 60 to 64, which say that the arguments are
     *     wrong
     */
    record Restart(Set<Integer> codes) implements OnExit {
        public Restart {
            codes = java.util.Collections.unmodifiableSet(new TreeSet<>(codes));
        }
    }
}
