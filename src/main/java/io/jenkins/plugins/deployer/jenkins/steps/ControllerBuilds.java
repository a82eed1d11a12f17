package io.jenkins.plugins.deployer.jenkins.steps;

import io.jenkins.plugins.deployer.image.BuildRecordFile;
import io.jenkins.plugins.deployer.image.BuildRecords;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jenkins.model.Jenkins;

/** What this controller had built, in {@code JENKINS_HOME/deployer}. Safe for use by several threads. */
final class ControllerBuilds {
    private static final Map<Path, BuildRecords> RECORDS = new HashMap<>();

    private ControllerBuilds() {}

    static synchronized BuildRecords records() {
        Path directory = Jenkins.get().getRootDir().toPath().resolve("deployer");
        return RECORDS.computeIfAbsent(directory, BuildRecordFile::new);
    }
}
