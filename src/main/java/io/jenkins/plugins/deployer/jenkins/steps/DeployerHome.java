package io.jenkins.plugins.deployer.jenkins.steps;

import io.jenkins.plugins.deployer.image.BuildRecordFile;
import io.jenkins.plugins.deployer.image.BuildRecords;
import io.jenkins.plugins.deployer.image.KeptDigests;
import io.jenkins.plugins.deployer.plan.BuildKey;
import java.nio.file.Path;
import java.time.Clock;
import jenkins.model.Jenkins;

/** What the steps keep in the home directory of the controller. All of it may be removed while the controller is stopped. */
final class DeployerHome {
    private static final int PREFIX = 2;

    private DeployerHome() {}

    private static Path directory() {
        return Jenkins.get().getRootDir().toPath().resolve("deployer");
    }

    /** Commits, for their trees. */
    static Trees trees() {
        return new Trees(directory().resolve("git"));
    }

    /** The digests that build arguments are looked up as. */
    static KeptDigests digests() {
        return new KeptDigests(directory().resolve("lookups.json"), Clock.systemUTC());
    }

    /** Where unikernels are while they are looked at. */
    static Path checking() {
        return directory().resolve("checking");
    }

    /** The records of builds of a key. There are many files, as each is read as a whole. */
    static BuildRecords builds(BuildKey key) {
        return new BuildRecordFile(
                directory().resolve("builds").resolve(key.hex().substring(0, PREFIX)));
    }
}
