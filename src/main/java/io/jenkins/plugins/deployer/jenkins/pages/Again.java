package io.jenkins.plugins.deployer.jenkins.pages;

import io.jenkins.plugins.deployer.jenkins.deploy.AgainScript;
import io.jenkins.plugins.deployer.jenkins.deploy.KnownService;
import io.jenkins.plugins.deployer.report.Deployment;

/** What it would be to have a deployment of a service's history once more. */
public enum Again {
    /** There is no way to. */
    NONE(Deployment.Cause.REDEPLOY),
    /** It is what runs. */
    DEPLOY_AGAIN(Deployment.Cause.REDEPLOY),
    /** It is what was pushed last, and somebody has gone back from it. */
    GO_FORWARD(Deployment.Cause.REDEPLOY),
    ROLL_BACK(Deployment.Cause.ROLL_BACK);

    private final Deployment.Cause cause;

    Again(Deployment.Cause cause) {
        this.cause = cause;
    }

    /** Why it would be made. */
    public Deployment.Cause cause() {
        return cause;
    }

    static Again of(ServiceRow row, Deployment past) {
        if (!AgainScript.isPossible(past)) {
            return NONE;
        }
        if (row.digest().isPresent() && row.digest().equals(past.digest())) {
            return DEPLOY_AGAIN;
        }
        boolean wasPushedLast = row.known().flatMap(KnownService::pushed).equals(past.digest());
        return row.isRolledBack() && wasPushedLast ? GO_FORWARD : ROLL_BACK;
    }
}
