package io.jenkins.plugins.deployer.jenkins.pages;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.deployer.Golden;
import io.jenkins.plugins.deployer.jenkins.deploy.Asker;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentStore;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.jenkins.drift.ServiceDrift;
import io.jenkins.plugins.deployer.plan.Examples;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.Drift;
import io.jenkins.plugins.deployer.service.Outcome;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceJsonTest {
    @TempDir
    private Path directory;

    @Test
    void the_form_is_the_documented_one() throws Exception {
        DeploymentStore store = DeploymentStore.open(directory, () -> 10, problem -> {});
        store.add(new RecordedDeployment(
                Deployments.deployment("8f14e45f", 'a', Outcome.LIVE),
                new Asker(
                        "production/base-images/live#12",
                        Optional.of(URI.create("https://ci.example.org/job/production/job/base-images/job/live/12/")),
                        Optional.of("Push event to branch live"))));
        DeploymentNow now = new DeploymentNow(
                "c9f0f895",
                Deployments.BUILDER,
                new Asker("production/base-images/live#13", Optional.empty(), Optional.empty()),
                Deployment.Cause.PUSH,
                "ocurrent/base-images:live",
                Optional.of(Deployments.commit('b')),
                true,
                Deployments.NOON.plusSeconds(3600));

        ServiceDrift drift = new ServiceDrift(
                new Drift(
                        Drift.State.DRIFTED,
                        "runs sha256:cccccccccccc instead of sha256:aaaaaaaaaaaa: somebody changed the image by hand",
                        Optional.of("ocurrent/base-images@" + Deployments.digest('c')),
                        Optional.of(Deployments.NOON.plusSeconds(1800))),
                Deployments.NOON.plusSeconds(3500),
                Optional.empty(),
                Optional.of("It is being put right."));

        ServiceRow row = Overview.of(
                        Optional.of(Examples.rules()), store.all(), List.of(now), service -> Optional.of(drift))
                .row(Deployments.BUILDER)
                .orElseThrow();

        Golden.assertDocumented(
                new JsonMapper().valueToTree(ServiceJson.of(row)).toPrettyString(), "json.md");
    }
}
