package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.trust.RunSource;
import java.io.IOException;
import java.util.Optional;
import jenkins.model.Jenkins;

/** The runs of this controller, seen as the controller itself sees them. */
@SuppressWarnings("try")
final class ControllerRuns implements Runs {
    @Override
    public boolean isOver(String run) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return find(run).filter(Run::isBuilding).isEmpty();
        }
    }

    @Override
    public Optional<String> head(String job) throws IOException, InterruptedException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            Job<?, ?> found = Jenkins.get().getItemByFullName(job, Job.class);
            return found == null ? Optional.empty() : RunSource.currentCommit(found, TaskListener.NULL);
        }
    }

    @Override
    public void record(RecordedDeployment deployment) throws IOException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            Optional<Run<?, ?>> run = find(deployment.asker().run());
            if (run.isPresent()) {
                DeployerRunAction.of(run.get()).add(deployment.deployment());
            }
        }
    }

    /** Only as the controller: others may not see every run. */
    static Optional<Run<?, ?>> find(String run) {
        return Optional.ofNullable(Run.fromExternalizableId(run));
    }
}
