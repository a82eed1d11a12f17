package io.jenkins.plugins.deployer.jenkins.deploy;

import static io.jenkins.plugins.deployer.jenkins.deploy.Live.WEB;
import static io.jenkins.plugins.deployer.jenkins.deploy.Live.step;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.drift.DriftWatch;
import io.jenkins.plugins.deployer.jenkins.drift.ServiceDrift;
import io.jenkins.plugins.deployer.jenkins.trust.DeployerPermissions;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployment.Cause;
import io.jenkins.plugins.deployer.report.Drift;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A version was live, and somebody changes the service by hand. */
@WithJenkins
class DriftTest {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private JenkinsRule jenkins;
    private Live live;

    @BeforeEach
    void a_version_was_live(JenkinsRule rule) throws Exception {
        jenkins = rule;
        DeployerConfiguration.get().setDriftMinutes(0);
        live = new Live(directory);
        var project = live.set(jenkins);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, DeployerPermissions.VIEW)
                .everywhere()
                .to("bob"));
        live.push(step(SwarmServer.NEW));
        Live.index(project);
        Live.awaitEnd(Live.run(jenkins, 1), Result.SUCCESS);
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void it_is_seen_on_the_pages_and_left_alone() throws Exception {
        DriftWatch.get().look().join();
        assertThat(found().drift().state()).isEqualTo(Drift.State.IN_SYNC);
        assertThat(page("deployer/")).doesNotContain(">drift<").contains("Hosts asked");

        change(SwarmServer.OTHER);
        assertThat(look("bob")).isEqualTo(403);
        assertThat(look("admin")).isEqualTo(200);

        Eventually.holds("the drift is seen", LONGEST, () -> found().drift().state() == Drift.State.DRIFTED);
        assertThat(DriftWatch.get().drifted()).isEqualTo(1);
        assertThat(page("deployer/")).contains("1 service does not run what was deployed last.");
        assertThat(page("deployer/host/toxis/service/web/"))
                .contains("instead of sha256:bbbbbbbbbbbb: somebody changed the image by hand")
                .contains(SwarmServer.image(SwarmServer.OTHER));
        assertThat(page("deployer/api/json")).contains("\"state\":\"drift\"");
        assertThat(found().remedy()).isEmpty();
        assertThat(Live.history()).hasSize(1);
    }

    @Test
    void it_is_put_right_where_an_administrator_wants_that() throws Exception {
        DeployerConfiguration.get().setPutDriftRight(true);
        change(SwarmServer.OTHER);

        DriftWatch.get().look().join();

        WorkflowRun run = Live.awaitEnd(Live.run(jenkins, 2), Result.SUCCESS);
        jenkins.assertLogContains("Drift of web@toxis: runs sha256:cccccccccccc instead of", run);
        Deployment right = Live.history().get(0);
        assertThat(right.cause()).isEqualTo(Cause.DRIFT);
        assertThat(right.outcome()).isEqualTo(Outcome.LIVE);
        assertThat(right.digest()).contains(SwarmServer.NEW);
        DriftWatch.get().look().join();
        assertThat(found().drift().state()).isEqualTo(Drift.State.IN_SYNC);
        assertThat(found().remedy()).isEmpty();
    }

    @Test
    void a_run_that_puts_right_what_was_deployed_anew_meanwhile_does_nothing() throws Exception {
        DeployerConfiguration.get().setPutDriftRight(true);
        change(SwarmServer.OTHER);
        jenkins.jenkins.doQuietDown();
        DriftWatch.get().look().join();
        assertThat(found().remedy()).contains("It is being put right.");
        RecordedDeployment first =
                ControllerDeployments.get().store().history(WEB, 1).get(0);
        ControllerDeployments.get().store().add(newer(first));

        jenkins.jenkins.doCancelQuietDown();

        WorkflowRun run = Live.awaitEnd(Live.run(jenkins, 2), Result.NOT_BUILT);
        jenkins.assertLogContains("was deployed since its drift was seen", run);
        String image = live.swarm.with(swarm -> swarm.image());
        assertThat(image).isEqualTo(SwarmServer.image(SwarmServer.OTHER));
    }

    @Test
    void somebodys_replay_of_its_run_may_deploy_nothing_else() throws Exception {
        DeployerConfiguration.get().setPutDriftRight(true);
        change(SwarmServer.OTHER);
        DriftWatch.get().look().join();
        WorkflowRun run = Live.awaitEnd(Live.run(jenkins, 2), Result.SUCCESS);

        run.getAction(ReplayAction.class).run(step(SwarmServer.OLD), Map.of());

        WorkflowRun replayed = Live.awaitEnd(Live.run(jenkins, 3), Result.FAILURE);
        jenkins.assertLogContains("refused", replayed);
        assertThat(Live.history()).hasSize(2);
    }

    private static RecordedDeployment newer(RecordedDeployment first) {
        Deployment one = first.deployment();
        return new RecordedDeployment(
                new Deployment(
                        "newer",
                        one.service(),
                        Cause.PUSH,
                        one.origin(),
                        one.image(),
                        Optional.of(SwarmServer.OTHER),
                        one.digest(),
                        one.restored(),
                        one.outcome(),
                        one.ownFault(),
                        one.reason(),
                        one.started(),
                        one.finished(),
                        one.gap(),
                        one.url(),
                        one.rules()),
                first.asker());
    }

    /** As {@code docker service update --image} does, which keeps our labels. */
    private void change(String digest) {
        live.swarm.change(swarm -> swarm.updateByHand(SwarmServer.image(digest)));
        Eventually.holds("the change is through", LONGEST, () -> updateState().equals("completed"));
    }

    private String updateState() {
        return live.swarm.with(swarm -> {
            try {
                return swarm.get("/services").at("/0/UpdateStatus/State").asText();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static ServiceDrift found() {
        return DriftWatch.get().of(WEB).orElseThrow();
    }

    private int look(String user) throws Exception {
        JenkinsRule.WebClient client = client(user);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), "deployer/look"), HttpMethod.POST);
        client.addCrumb(request);
        return client.getPage(request).getWebResponse().getStatusCode();
    }

    private String page(String path) throws Exception {
        return client("bob").goTo(path, null).getWebResponse().getContentAsString();
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
    }
}
