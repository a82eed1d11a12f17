package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.plan.BuildKey;
import java.util.List;

/** What we built. Safe for use by several threads. */
public interface BuildRecords {
    /** Keeps a record. It is there for good when this returns. */
    void add(BuildRecord build) throws ImageException;

    /** The builds of this key, the newest first. */
    List<BuildRecord> of(BuildKey key) throws ImageException;
}
