package io.jenkins.plugins.deployer.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.InlineRules;
import io.jenkins.plugins.deployer.jenkins.configuration.RulesWatch;
import io.jenkins.plugins.deployer.jenkins.deploy.Asker;
import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.jenkins.trust.DeployerPermissions;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class DeployerPageTest {
    private static final String RULES =
            """
            version: 1
            hosts:
              toxis: { docker: "ssh://deployer@toxis.example.org" }
            repositories:
              ocurrent/docker-base-images:
                builds:
                  - docker: Dockerfile
                    deploy:
                      - branch: live
                        publish: ocurrent/base-images:live
                        services: [{ service: base-images_builder, host: toxis, url: "https://images.ci.ocaml.org" }]
              ocurrent/secret:
                builds:
                  - docker: Dockerfile
                    deploy:
                      - { branch: live, publish: ocurrent/secret:live, services: [{ service: secret, host: toxis }] }
              ocurrent/new:
                builds:
                  - docker: Dockerfile
                    deploy:
                      - { branch: live, publish: ocurrent/new:live, services: [{ service: new, host: toxis }] }
            """;

    private JenkinsRule jenkins;
    private WorkflowJob open;

    @BeforeEach
    void two_jobs_that_deploy(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Folder folder = rule.createProject(Folder.class, "production");
        open = folder.createProject(WorkflowJob.class, "open");
        WorkflowJob closed = folder.createProject(WorkflowJob.class, "closed");
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("developer", "guest", "operator")
                .grant(Item.READ)
                .onItems(folder, open)
                .to("developer")
                .grant(DeployerPermissions.VIEW)
                .onItems(closed)
                .to("operator"));
        add(Deployments.BUILDER, "1", '0', Outcome.LIVE, open);
        add(Deployments.BUILDER, "2", 'b', Outcome.ROLLED_BACK, open);
        add(Deployments.service("secret"), "3", 'a', Outcome.LIVE, closed);
        read(RULES);
    }

    @Test
    void an_administrator_sees_every_service() throws Exception {
        String text = page("admin", "deployer").asNormalizedText();

        assertThat(text)
                .contains("3 services", "base-images_builder", "ocurrent/docker-base-images, branch live", "toxis")
                .contains(Deployments.commit('0').substring(0, 10), "rolled back", "secret", "never deployed");
        assertThat(page("admin", "").getWebResponse().getContentAsString()).contains("/deployer\"");
    }

    @Test
    void a_developer_sees_the_services_of_the_jobs_that_they_see() throws Exception {
        assertThat(page("developer", "deployer").asNormalizedText())
                .contains("1 service", "base-images_builder")
                .doesNotContain("secret");
        assertThat(services("developer", "deployer/api/json"))
                .extracting(service -> ((JSONObject) service).getString("service"))
                .containsExactly("base-images_builder");
        assertThatThrownBy(() -> page("developer", "deployer/host/toxis/service/secret"))
                .isInstanceOfSatisfying(
                        FailingHttpStatusCodeException.class,
                        failure -> assertThat(failure.getStatusCode()).isEqualTo(404));
    }

    @Test
    void the_permission_on_a_job_that_one_may_not_read_is_enough() throws Exception {
        assertThat(page("operator", "deployer").asNormalizedText())
                .contains("1 service", "secret")
                .doesNotContain("base-images_builder");
        HtmlPage service = page("operator", "deployer/host/toxis/service/secret");
        assertThat(service.asNormalizedText()).contains("production/closed #7");
        assertThat(service.getWebResponse().getContentAsString()).doesNotContain("job/production/job/closed");
    }

    @Test
    void who_sees_nothing_gets_no_link_and_no_rules() throws Exception {
        assertThat(page("guest", "").getWebResponse().getContentAsString()).doesNotContain("/deployer\"");
        assertThat(page("guest", "deployer").asNormalizedText()).contains("No service is to be seen here");
        assertThat(services("guest", "deployer/api/json")).isEmpty();
        assertThatThrownBy(() -> page("guest", "deployer/rules")).isInstanceOf(FailingHttpStatusCodeException.class);
        assertThatThrownBy(() -> page("developer", "deployer/rules/api/json"))
                .isInstanceOf(FailingHttpStatusCodeException.class);
    }

    @Test
    void the_page_of_a_service_tells_its_history() throws Exception {
        HtmlPage page = page("developer", "deployer/host/toxis/service/base-images_builder");

        assertThat(page.asNormalizedText())
                .contains("base-images_builder", "on toxis", "rolled back", "production/open #7", "Started by Alice")
                .contains(Deployments.commit('b').substring(0, 10), "6.9 sec");
        assertThat(page.getAnchorByHref(
                        "https://github.com/ocurrent/docker-base-images/commit/" + Deployments.commit('b')))
                .isNotNull();
        assertThat(page.getWebResponse().getContentAsString()).contains("job/production/job/open/7/");
    }

    @Test
    void programs_read_the_same() throws Exception {
        JSONObject service =
                JSONObject.fromObject(text("developer", "deployer/host/toxis/service/base-images_builder/api/json"));

        assertThat(service.getJSONObject("service").getString("commit")).isEqualTo(Deployments.commit('0'));
        assertThat(list(service.getJSONArray("deployments")))
                .extracting(one -> ((JSONObject) one).getString("outcome"))
                .containsExactly("rolled back", "live");
    }

    @Test
    void rules_are_drawn_and_lead_to_the_services() throws Exception {
        HtmlPage page = page("admin", "deployer/rules");

        assertThat(page.getWebResponse().getContentAsString())
                .contains("<svg class=\"graph\"", "deployer/host/toxis/service/base-images_builder/");
        assertThat(JSONObject.fromObject(text("admin", "deployer/rules/api/json"))
                        .getString("revision"))
                .startsWith("sha256:");
    }

    @Test
    void what_is_wrong_with_the_rules_is_told_with_its_line() throws Exception {
        read("version: 1\nhots: {}\n\"<script>alert(1)</script>\": 1\n");

        HtmlPage page = page("admin", "deployer/rules");
        assertThat(page.asNormalizedText()).contains("The rules have 2 problems", "did you mean \"hosts\"?");
        assertThat(page.getWebResponse().getContentAsString()).doesNotContain("<script>alert(1)");
        assertThat(list(JSONObject.fromObject(text("admin", "deployer/rules/api/json"))
                        .getJSONArray("problems")))
                .extracting(one -> ((JSONObject) one).getInt("line"))
                .containsExactly(2, 3);
        assertThat(page("admin", "deployer").asNormalizedText())
                .contains("The rules cannot be read", "base-images_builder");
    }

    @Test
    void nothing_of_a_deployment_becomes_markup() throws Exception {
        ServiceOnHost hostile = new ServiceOnHost(ServiceOnHost.Kind.STACK, "<img src=x>", "\"><b>");
        add(hostile, "4", 'c', Outcome.FAILED, open);

        assertThat(page("admin", "deployer").getWebResponse().getContentAsString())
                .doesNotContain("<img src=x>")
                .doesNotContain("<b>")
                .contains("&lt;img src=x&gt;");
        assertThat(page("admin", "deployer/host/%22%3E%3Cb%3E/stack/%3Cimg%20src=x%3E")
                        .getWebResponse()
                        .getContentAsString())
                .doesNotContain("<img src=x>")
                .doesNotContain("<b>");
    }

    @Test
    void a_host_leads_to_its_services() throws Exception {
        assertThat(page("admin", "deployer/host/toxis").getUrl().getQuery()).isEqualTo("filter=@toxis");
    }

    private static void add(ServiceOnHost service, String id, char version, Outcome outcome, Item job)
            throws Exception {
        Deployment deployment = Deployments.deployment(service, id, version, outcome, false);
        Asker asker = new Asker(job.getFullName() + "#7", Optional.empty(), Optional.of("Started by Alice"));
        ControllerDeployments.get().store().add(new RecordedDeployment(deployment, asker));
    }

    private static void read(String rules) {
        var before = RulesWatch.get().last();
        DeployerConfiguration.get().setRules(new InlineRules(rules));
        Eventually.holds(
                "the rules are read",
                Duration.ofSeconds(60),
                () -> RulesWatch.get().last() != before);
    }

    private List<?> services(String user, String path) throws Exception {
        return list(JSONObject.fromObject(text(user, path)).getJSONArray("services"));
    }

    private static List<?> list(JSONArray array) {
        return new ArrayList<Object>(array);
    }

    private String text(String user, String path) throws Exception {
        return client(user).goTo(path, "application/json").getWebResponse().getContentAsString();
    }

    private HtmlPage page(String user, String path) throws Exception {
        return client(user).goTo(path);
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).login(user);
    }
}
