package io.jenkins.plugins.deployer.plan;

import java.util.List;

/**
 * What the rules ask for one revision. Builds first, each publication when its builds succeeded, each
 * deployment when its publication did.
 *
 * @param builds every build once
 * @param publications what is published; empty unless the head is live
 * @param deployments what is deployed; empty unless the head is live
 */
public record Plan(
        Revision revision, List<BuildTask> builds, List<PublishTask> publications, List<DeployTask> deployments) {}
