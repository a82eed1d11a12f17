package io.jenkins.plugins.deployer.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import java.util.List;
import org.htmlunit.html.DomAttr;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The section of the page Manage Jenkins, System, submitted as a browser would. */
@WithJenkins
class ConfigurationFormTest {
    private static DeployerConfiguration configuration() {
        return DeployerConfiguration.get();
    }

    private static void addLogin(String id) throws Exception {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.SYSTEM, id, "", "deployer", "a-password-of-16"));
        provider.save();
    }

    @Test
    void an_empty_configuration_stays_empty(JenkinsRule jenkins) throws Exception {
        jenkins.configRoundtrip();

        assertThat(configuration().rulesSource()).isEmpty();
        assertThat(configuration().getFolders()).isEmpty();
        assertThat(configuration().getHosts()).isEmpty();
        assertThat(configuration().getRegistries()).isEmpty();
        assertThat(configuration().getForgeCredentialsId()).isEmpty();
        assertThat(configuration().getStaging()).isEmpty();
        assertThat(configuration().getAgents()).isEmpty();
        assertThat(configuration().getRetention()).isEqualTo(DeployerConfiguration.DEFAULT_RETENTION);
        assertThat(configuration().isPipelinesDeployWithOwnCredentials()).isFalse();
    }

    @Test
    void every_field_comes_back(JenkinsRule jenkins) throws Exception {
        addLogin("login");
        addLogin("reader");
        LibraryRules rules = new LibraryRules("ops");
        rules.setResource("deployer/mirage.yaml");
        HostAccess toxis = new HostAccess("toxis");
        toxis.setCredentialsId("lost-key");
        toxis.setHostKeys("ssh-ed25519 AAAA\nssh-rsa BBBB");
        RegistryAccess registry = new RegistryAccess("registry.example.org");
        registry.setCredentialsId("login");
        configuration().setRules(rules);
        configuration().setFolders(List.of("production", "team/services"));
        configuration().setHosts(List.of(toxis, new HostAccess("robur")));
        configuration().setRegistries(List.of(registry));
        configuration().setForgeCredentialsId("reader");
        configuration().setStaging("registry.example.org/staging");
        configuration().setAgents(List.of(new AgentLabel("arm64", "graviton && docker")));
        configuration().setRetention(7);
        configuration().setPipelinesDeployWithOwnCredentials(true);

        jenkins.configRoundtrip();

        jenkins.assertEqualDataBoundBeans(rules, configuration().getRules());
        assertThat(configuration().getFolders()).containsExactly("production", "team/services");
        assertThat(configuration().getHosts()).hasSize(2);
        assertThat(configuration().getHosts().get(0)).satisfies(host -> {
            assertThat(host.getName()).isEqualTo("toxis");
            assertThat(host.getCredentialsId()).isEqualTo("lost-key");
            assertThat(host.getHostKeys().lines()).containsExactly("ssh-ed25519 AAAA", "ssh-rsa BBBB");
        });
        jenkins.assertEqualDataBoundBeans(List.of(registry), configuration().getRegistries());
        assertThat(configuration().getForgeCredentialsId()).isEqualTo("reader");
        assertThat(configuration().getStaging()).isEqualTo("registry.example.org/staging");
        jenkins.assertEqualDataBoundBeans(
                List.of(new AgentLabel("arm64", "graviton && docker")),
                configuration().getAgents());
        assertThat(configuration().getRetention()).isEqualTo(7);
        assertThat(configuration().isPipelinesDeployWithOwnCredentials()).isTrue();
    }

    @Test
    void inline_rules_come_back_as_they_were_typed(JenkinsRule jenkins) throws Exception {
        String yaml =
                "version: 1\n# <b>&amp; \"quoted\" ${it}\nrepositories:\n  example/web:\n    builds: [{ docker: Dockerfile }]\n";
        configuration().setRules(new InlineRules(yaml));

        jenkins.configRoundtrip();

        assertThat(configuration().getRules()).isInstanceOfSatisfying(InlineRules.class, rules -> assertThat(
                        rules.getYaml().lines())
                .containsExactlyElementsOf(yaml.lines().toList()));
    }

    @Test
    void what_is_deleted_in_the_form_is_gone(JenkinsRule jenkins) throws Exception {
        configuration().setHosts(List.of(new HostAccess("toxis")));
        configuration().setRegistries(List.of(new RegistryAccess("docker.io")));
        configuration().setAgents(List.of(new AgentLabel("arm64", "graviton")));
        configuration().setFolders(List.of("production"));
        HtmlPage page = jenkins.createWebClient().goTo("configure");
        HtmlForm form = page.getFormByName("config");
        form.getTextAreasByName("_.folders").forEach(area -> area.setText(""));
        for (String field : List.of("hosts", "registries", "agents")) {
            String chunk = "//div[@name='" + field + "' and contains(@class, 'repeated-chunk')]";
            page.<HtmlElement>getFirstByXPath(chunk + "//button[contains(@class, 'repeatable-delete')]")
                    .click();
        }

        jenkins.submit(form);

        assertThat(configuration().getHosts()).isEmpty();
        assertThat(configuration().getRegistries()).isEmpty();
        assertThat(configuration().getAgents()).isEmpty();
        assertThat(configuration().getFolders()).isEmpty();
    }

    @Test
    void a_form_with_a_wrong_number_changes_nothing(JenkinsRule jenkins) throws Exception {
        configuration().setStaging("registry.example.org/staging");
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = client.goTo("configure").getFormByName("config");
        form.<HtmlInput>getInputByName("_.retention").setValue("0");
        form.<HtmlInput>getInputByName("_.staging").setValue("elsewhere.example.org/staging");

        HtmlPage answer = jenkins.submit(form);

        assertThat(answer.asNormalizedText()).contains("Keep at least one deployment of each service.");
        assertThat(configuration().getRetention()).isEqualTo(DeployerConfiguration.DEFAULT_RETENTION);
        assertThat(configuration().getStaging()).isEqualTo("registry.example.org/staging");
    }

    @Test
    void the_page_has_help_for_every_field(JenkinsRule jenkins) throws Exception {
        HtmlPage page = jenkins.createWebClient().goTo("configure");

        assertThat(page.<DomAttr>getByXPath("//@helpurl"))
                .extracting(DomAttr::getValue)
                .filteredOn(url -> url.contains("deployer"))
                .anySatisfy(url -> assertThat(url).endsWith("DeployerConfiguration/help/rules"));
    }
}
