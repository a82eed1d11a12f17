package io.jenkins.plugins.deployer.jenkins.drift;

import hudson.model.Cause;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.jenkins.deploy.DeployAgain;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.jenkins.trust.Refused;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Drift;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/** The runs of branch jobs that put services right. */
final class DriftRuns implements PuttingRight.Scheduling {
    /** Of the newest runs of a job, those that may go on still. */
    private static final int RECENT = 50;

    @Override
    @SuppressWarnings("try")
    public boolean isUnderWay(ServiceOnHost service, String jobName) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            Optional<Job<?, ?>> job = job(jobName);
            return job.isPresent() && (isBusy(job.get()) || goesOn(service, job.get()));
        }
    }

    /** A further run could end what the job does: it may be configured to abort the one before. */
    private static boolean isBusy(Job<?, ?> job) {
        return job.isBuilding()
                || job instanceof Queue.Task task
                        && !Jenkins.get().getQueue().getItems(task).isEmpty();
    }

    private static boolean goesOn(ServiceOnHost service, Job<?, ?> job) {
        int left = RECENT;
        for (Run<?, ?> run = job.getLastBuild(); run != null && left > 0; run = run.getPreviousBuild()) {
            if (run.isLogUpdated() && isFor(service, run.getCauses())) {
                return true;
            }
            left--;
        }
        return false;
    }

    private static boolean isFor(ServiceOnHost service, List<Cause> causes) {
        return causes.stream().anyMatch(cause -> cause instanceof DriftCause drift && drift.isOf(service));
    }

    @Override
    @SuppressWarnings("try")
    public void start(String jobName, RecordedDeployment chosen, Drift drift) throws IOException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            Job<?, ?> job = job(jobName)
                    .orElseThrow(
                            () -> new Refused("the job " + jobName + " that deployed it is not there any longer."));
            DeployAgain.schedule(
                    job,
                    chosen,
                    Deployment.Cause.DRIFT,
                    false,
                    new DriftCause(chosen.deployment().service(), drift));
        }
    }

    private static Optional<Job<?, ?>> job(String name) {
        return Optional.ofNullable(Jenkins.get().getItemByFullName(name, Job.class))
                .map(job -> (Job<?, ?>) job);
    }
}
