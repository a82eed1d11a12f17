package io.jenkins.plugins.deployer.jenkins.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.InlineRules;
import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.jenkins.deploy.SwarmServer;
import io.jenkins.plugins.deployer.jenkins.trust.DeployerPermissions;
import io.jenkins.plugins.deployer.jenkins.trust.PermittedImages;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The rules follow one image, which the service {@code web} of a simulated engine runs. */
@WithJenkins
class ImagesJobTest {
    private static final ServiceOnHost WEB = new ServiceOnHost(ServiceOnHost.Kind.SERVICE, "web", "toxis");
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final SwarmServer swarm = SwarmServer.start();
    private PlayedTags tags;
    private JenkinsRule jenkins;

    @BeforeEach
    void the_rules_follow_an_image(JenkinsRule rule) throws Exception {
        jenkins = rule;
        tags = new PlayedTags();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Item.CONFIGURE)
                .everywhere()
                .to("alice", "bob")
                .grant(DeployerPermissions.DEPLOY)
                .everywhere()
                .to("alice"));
    }

    @AfterEach
    void close() {
        swarm.close();
        tags.close();
    }

    private void follow(String every) {
        DeployerConfiguration.get()
                .setRules(new InlineRules(
                        """
                        version: 1
                        hosts:
                          toxis: { docker: "%s" }
                        images:
                          - { image: "%s", every: %s, services: [{ service: web, host: toxis }] }
                        """
                                .formatted(swarm.endpoint(), tags.image(), every)));
    }

    @Test
    void a_tag_that_moves_is_deployed_and_what_somebody_goes_back_from_is_held_until_it_moves_again() throws Exception {
        tags.move(SwarmServer.NEW);
        follow("1s");

        WorkflowRun first = awaitEnd(run(1), Result.SUCCESS);
        jenkins.assertLogContains("Started by the Deployer: an image that the rules follow changed", first);
        jenkins.assertLogContains("web@toxis does not run it yet", first);
        Deployment live = history().get(0);
        assertThat(live.cause()).isEqualTo(Deployment.Cause.IMAGE);
        assertThat(live.outcome()).isEqualTo(Outcome.LIVE);
        assertThat(live.origin()).isEmpty();
        assertThat(live.digest()).contains(SwarmServer.NEW);

        tags.fail();
        awaitLooks(2);
        tags.move(SwarmServer.OTHER);
        awaitEnd(run(2), Result.SUCCESS);
        assertThat(history().get(0).digest()).contains(SwarmServer.OTHER);

        again("alice", live.id());
        WorkflowRun back = awaitEnd(run(3), Result.SUCCESS);
        jenkins.assertLogContains("Started by user alice", back);
        assertThat(history().get(0).cause()).isEqualTo(Deployment.Cause.ROLL_BACK);
        assertThat(history().get(0).digest()).contains(SwarmServer.NEW);
        awaitLooks(3);
        assertThat(job().getLastBuild().getNumber()).isEqualTo(3);
        assertThat(page()).contains("The next image that is found goes forward again");

        WorkflowRun byHand = awaitEnd(start("alice"), Result.SUCCESS);
        jenkins.assertLogContains("somebody went back from that image", byHand);
        jenkins.assertLogContains("there is nothing to deploy", byHand);

        tags.move(SwarmServer.OLD);
        awaitEnd(run(5), Result.SUCCESS);
        assertThat(history().get(0).digest()).contains(SwarmServer.OLD);
        assertThat(history().get(0).cause()).isEqualTo(Deployment.Cause.IMAGE);
    }

    @Test
    void nobody_gets_around_the_rules_by_way_of_the_job() throws Exception {
        tags.move(SwarmServer.NEW);
        follow("7d");
        WorkflowRun first = awaitEnd(run(1), Result.SUCCESS);
        String evil = "deployDockerService(service: 'web', host: 'toxis', image: '" + tags.image() + "@"
                + SwarmServer.OTHER + "')";

        jenkins.assertLogContains("Deployer/Deploy on all of Jenkins", awaitEnd(start("bob"), Result.FAILURE));
        jenkins.assertLogContains(
                "Deployer/Deploy on all of Jenkins",
                awaitEnd(start(new CauseAction(new Cause.RemoteCause("elsewhere", "by another job"))), Result.FAILURE));
        jenkins.assertLogContains(
                "Deployer/Deploy on all of Jenkins",
                awaitEnd(
                        start(new CauseAction(new ImagesCause(), new Cause.RemoteCause("elsewhere", "rebuilt"))),
                        Result.FAILURE));

        int before = job().getLastBuild().getNumber();
        try (ACLContext admin = ACL.as2(User.getById("admin", true).impersonate2())) {
            first.getAction(ReplayAction.class).run(evil, Map.of());
        }
        jenkins.assertLogContains("cannot be replayed", awaitEnd(run(before + 1), Result.FAILURE));

        WorkflowJob sameName =
                jenkins.createProject(Folder.class, "folder").createProject(WorkflowJob.class, "deployer-images");
        sameName.setDefinition(new ImagesDefinition());
        WorkflowRun elsewhere = awaitEnd(sameName.scheduleBuild2(0).waitForStart(), Result.FAILURE);
        jenkins.assertLogContains("Only the job deployer-images deploys", elsewhere);
        sameName.setDefinition(new CpsFlowDefinition(evil, true));
        WorkflowRun own = awaitEnd(sameName.scheduleBuild2(0, permitted(first)).waitForStart(), Result.FAILURE);
        jenkins.assertLogContains("refused", own);

        job().setDefinition(new CpsFlowDefinition(evil, true));
        jenkins.assertLogContains("this run is to deploy nothing there", awaitEnd(start("alice"), Result.FAILURE));
        jenkins.assertLogContains(
                "this run is to deploy nothing there", awaitEnd(start(permitted(first)), Result.FAILURE));

        assertThat(history()).hasSize(1);
        assertThat(swarm.<Long>with(swarm -> swarm.updatesTo(SwarmServer.OTHER)))
                .isZero();
    }

    /** As if some plugin had copied what another run may. */
    private static Action permitted(WorkflowRun of) {
        return new PermittedImages(of, Map.of(WEB, ImageName.parse("127.0.0.1/web:live@" + SwarmServer.OTHER)));
    }

    private WorkflowJob job() {
        return jenkins.jenkins.getItemByFullName("deployer-images", WorkflowJob.class);
    }

    private WorkflowRun start(String user) throws Exception {
        return start(new CauseAction(new Cause.UserIdCause(user)));
    }

    private WorkflowRun start(Action... actions) throws Exception {
        return job().scheduleBuild2(0, actions).waitForStart();
    }

    private WorkflowRun run(int number) {
        return Eventually.found(() -> "there is run #" + number, LONGEST, () -> Optional.ofNullable(job())
                .map(job -> job.getBuildByNumber(number)));
    }

    private void awaitLooks(int more) {
        int enough = tags.looks() + more;
        Eventually.holds(() -> "the registry is asked", LONGEST, () -> tags.looks() >= enough);
    }

    private static WorkflowRun awaitEnd(WorkflowRun run, Result result) throws IOException {
        Eventually.holds(() -> run + " ends", LONGEST, () -> !run.isLogUpdated());
        assertThat(run.getResult()).as(JenkinsRule.getLog(run)).isEqualTo(result);
        return run;
    }

    private static List<Deployment> history() {
        try {
            return ControllerDeployments.get().store().history(WEB, 1000).stream()
                    .map(RecordedDeployment::deployment)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void again(String user, String id) throws Exception {
        JenkinsRule.WebClient client =
                jenkins.createWebClient().withJavaScriptEnabled(false).login(user);
        WebRequest request = new WebRequest(
                new URL(jenkins.getURL(), "deployer/host/toxis/service/web/again?id=" + id), HttpMethod.POST);
        client.addCrumb(request);
        client.getPage(request);
    }

    private String page() throws Exception {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .login("alice")
                .goTo("deployer/host/toxis/service/web/")
                .getWebResponse()
                .getContentAsString();
    }
}
