package io.jenkins.plugins.deployer.jenkins.steps;

import io.jenkins.plugins.deployer.image.BuildRecord;
import io.jenkins.plugins.deployer.image.BuildRecordFile;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesReader;
import io.jenkins.plugins.deployer.unikernel.BuildCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import jenkins.model.Jenkins;

/** What a controller remembers of earlier builds. */
public final class BuiltBefore {
    private BuiltBefore() {}

    /** As if an earlier run of the branch had built and checked all that the rules ask for, and each time got this image. */
    public static void record(String rules, String repository, String branch, String commit, String tree, String image)
            throws Exception {
        Rules read = RulesReader.read("rules.yaml", rules.getBytes(StandardCharsets.UTF_8));
        RepositoryName name = RepositoryName.parse(repository);
        Revision revision = new Revision(name, new Head.Branch(branch), commit, tree);
        for (BuildTask build : Planner.plan(read, revision, Map.of()).builds()) {
            builds(build.key())
                    .add(new BuildRecord(
                            build.key(),
                            build.architecture(),
                            ImageName.parse(image),
                            revision,
                            Instant.now(),
                            Duration.ZERO,
                            BuildCheck.of(build, read.repository(name).orElseThrow())
                                    .map(BuildCheck::fingerprint)));
        }
    }

    /** Where the plugin keeps them, whose own classes a test cannot see that runs in a controller of another process. */
    private static BuildRecordFile builds(BuildKey key) {
        Path home = Jenkins.get().getRootDir().toPath();
        return new BuildRecordFile(
                home.resolve("deployer/builds").resolve(key.hex().substring(0, 2)));
    }
}
