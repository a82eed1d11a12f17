package io.jenkins.plugins.deployer.jenkins.run;

import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import io.jenkins.plugins.deployer.jenkins.pages.Shown;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.GraphSvg;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the page of {@link DeployerRunAction} shows, as it is at one moment. */
public final class RunPage {
    private final Shown shown = new Shown();
    private final boolean isOver;
    private final List<RunTasks> plans;
    private final List<Deployment> deployments;

    RunPage(Run<?, ?> run, RunRecord record) {
        isOver = !run.isLogUpdated();
        plans = RunTasks.of(record, now(run, isOver));
        deployments = record.deployments();
    }

    private static RunTasks.Now now(Run<?, ?> run, boolean isOver) {
        Set<ServiceOnHost> deploying = new HashSet<>();
        Set<ServiceOnHost> waiting = new HashSet<>();
        for (DeploymentNow one : underWay()) {
            if (one.asker().run().equals(run.getExternalizableId())) {
                (one.hasBegun() ? deploying : waiting).add(one.service());
            }
        }
        return new RunTasks.Now(isOver, PipelineTitles.of(run), deploying, waiting);
    }

    private static List<DeploymentNow> underWay() {
        try {
            return DeploymentNow.all(ControllerDeployments.get().deploying());
        } catch (IOException e) {
            // There are none yet.
            return List.of();
        }
    }

    public Shown getShown() {
        return shown;
    }

    /** Whether what is shown stays so. */
    public boolean isOver() {
        return isOver;
    }

    public List<RunTasks> getPlans() {
        return plans;
    }

    public List<Deployment> getDeployments() {
        return deployments;
    }

    /** SVG; everything in it is escaped. */
    public String graph(RunTasks plan) {
        return GraphSvg.part(plan.plan().json(), plan.states(), shown::page);
    }
}
