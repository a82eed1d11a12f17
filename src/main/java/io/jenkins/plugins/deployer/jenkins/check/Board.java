package io.jenkins.plugins.deployer.jenkins.check;

import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import java.util.Optional;

/** Where the check of one commit is shown. */
public interface Board {
    /**
     * Shows a check in place of what was shown before, in one request. Blocks.
     *
     * @param memory of this run's check on this board
     */
    Delivery show(Shown check, Memory memory) throws InterruptedException;

    /** What an administrator should know of this board, in a sentence; told once a run. */
    default Optional<String> remark() {
        return Optional.empty();
    }
}
