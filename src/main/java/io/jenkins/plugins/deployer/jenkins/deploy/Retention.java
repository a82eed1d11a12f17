package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.Deployment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which deployments of one service are kept. */
final class Retention {
    /** What runs, and what to go back to from there. */
    private static final int GOOD_DIGESTS = 2;

    private Retention() {}

    /**
     * The newest ones; of the older ones the last that say what runs and what ran well before.
     *
     * @param oldestFirst all that is known
     * @param newest how many of the newest ones
     * @return some of them, in their order
     */
    static List<RecordedDeployment> keep(List<RecordedDeployment> oldestFirst, int newest) {
        List<RecordedDeployment> kept = new ArrayList<>();
        Set<String> good = new HashSet<>();
        boolean saidWhatRuns = false;
        int seen = 0;
        for (int i = oldestFirst.size() - 1; i >= 0; i--) {
            Deployment deployment = oldestFirst.get(i).deployment();
            boolean saysWhatRuns = !saidWhatRuns && deployment.triedImage();
            boolean isGood = deployment.isGood()
                    && good.size() < GOOD_DIGESTS
                    && good.add(deployment.digest().orElse(""));
            if (seen < newest || saysWhatRuns || isGood) {
                kept.add(0, oldestFirst.get(i));
            }
            saidWhatRuns |= saysWhatRuns;
            seen++;
        }
        return kept;
    }
}
