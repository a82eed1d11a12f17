package io.jenkins.plugins.deployer.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Item;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The steps in the Snippet Generator, and the methods behind their forms. */
@WithJenkins
class StepFormsTest {
    private static final String DEPLOY = "descriptorByName/io.jenkins.plugins.deployer.jenkins.deploy.Deploy";

    private JenkinsRule jenkins;

    @Test
    void every_step_is_kept_by_its_form_and_written_as_a_snippet(JenkinsRule rule) throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(rule);
        DeployerPlanStep other = new DeployerPlanStep();
        other.setRules("deployer/mirage.yaml");

        snippets.assertRoundTrip(new DeployerPlanStep(), "deployerPlan()");
        snippets.assertRoundTrip(other, "deployerPlan rules: 'deployer/mirage.yaml'");
        snippets.assertRoundTrip(new BuildImageStep("0123abcd"), "buildImage '0123abcd'");
        snippets.assertRoundTrip(new PublishImageStep("Publish acme/web:live"), "publishImage 'Publish acme/web:live'");
        for (Step step : List.of(other, new BuildImageStep("0123abcd"), new PublishImageStep("Publish acme/web"))) {
            rule.assertEqualDataBoundBeans(step, new StepConfigTester(rule).configRoundTrip(step));
        }
    }

    @Test
    void the_form_of_a_deployment_answers_only_who_configures_the_job_and_never_a_link(JenkinsRule rule)
            throws Exception {
        jenkins = rule;
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new BasicSSHUserPrivateKey(
                        CredentialsScope.GLOBAL,
                        "hidden-key",
                        "deployer",
                        new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource("key"),
                        "",
                        ""));
        rule.createFreeStyleProject("mine");
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("developer"));
        for (String step : List.of("DockerServiceStep/", "UnikernelStep/")) {
            answersOnlyWhoConfigures(
                    DEPLOY + step + "fillCredentialsIdItems?credentialsId=chosen",
                    DEPLOY + step + "checkImage?value=Not:An:Image",
                    "is not valid");
        }
        answersOnlyWhoConfigures(
                DEPLOY + "UnikernelStep/fillCredentialsIdItems?credentialsId=chosen",
                DEPLOY + "UnikernelStep/checkNetworks?value=br0",
                "has the line");
    }

    private void answersOnlyWhoConfigures(String keys, String image, String problem) throws Exception {
        for (String method : List.of(keys, image)) {
            assertThat(call("developer", HttpMethod.GET, "job/mine/" + method).getStatusCode())
                    .isIn(404, 405);
        }
        assertThat(says("developer", "job/mine/" + keys)).contains("hidden-key");
        assertThat(says("developer", "job/mine/" + image)).contains(problem);
        for (String context : List.of("", "job/mine/")) {
            assertThat(says("reader", context + keys)).contains("chosen").doesNotContain("hidden-key");
            assertThat(says("reader", context + image)).doesNotContain(problem);
        }
        assertThat(says("developer", keys)).doesNotContain("hidden-key");
    }

    private String says(String user, String path) throws Exception {
        WebResponse answer = call(user, HttpMethod.POST, path);
        assertThat(answer.getStatusCode()).isEqualTo(200);
        return answer.getContentAsString();
    }

    private WebResponse call(String user, HttpMethod verb, String path) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.login(user);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), verb);
        if (verb == HttpMethod.POST) {
            client.addCrumb(request);
        }
        return client.loadWebResponse(request);
    }
}
