package io.jenkins.plugins.deployer.jenkins.check;

import java.util.Optional;

/** What a board remembers of the check of one run, over restarts as well. */
public interface Memory {
    Optional<String> recall();

    void keep(String what);
}
