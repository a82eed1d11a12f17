package io.jenkins.plugins.deployer.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import io.jenkins.plugins.deployer.real.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RulesMonitorTest {
    private static RulesMonitor monitor() {
        return ExtensionList.lookupSingleton(RulesMonitor.class);
    }

    private static void await(String what, BooleanSupplier condition) {
        Eventually.holds(what, Duration.ofSeconds(60), condition);
    }

    @Test
    void without_rules_an_administrator_is_told_where_to_configure_them(JenkinsRule jenkins) throws Exception {
        HtmlPage page = jenkins.createWebClient().goTo("manage");

        assertThat(page.asNormalizedText())
                .contains("Nobody has said where the rules are", "Manage Jenkins, System, section Deployer");
    }

    @Test
    void rules_that_cannot_be_read_are_shown_with_their_problems(JenkinsRule jenkins) throws Exception {
        DeployerConfiguration.get().setRules(new InlineRules("version: 1\nhots: {}\n"));

        await("the problem is told", () -> monitor().getTroubles().stream()
                .anyMatch(trouble -> trouble.contains("2:1")));
        assertThat(jenkins.createWebClient().goTo("manage").asNormalizedText())
                .contains("cannot read its rules", "did you mean \"hosts\"?");
    }

    @Test
    void what_rules_say_is_escaped(JenkinsRule jenkins) throws Exception {
        DeployerConfiguration.get().setRules(new InlineRules("version: 1\n\"<script>alert(1)</script>\": 1\n"));

        await("the problem is told", () -> monitor().getTroubles().stream()
                .anyMatch(trouble -> trouble.contains("<script>")));
        assertThat(jenkins.createWebClient().goTo("manage").getWebResponse().getContentAsString())
                .doesNotContain("<script>alert(1)");
    }

    @Test
    void a_host_without_credentials_is_named_until_it_has_them(JenkinsRule jenkins) throws Exception {
        DeployerConfiguration.get().setFolders(List.of("production"));
        DeployerConfiguration.get()
                .setRules(new InlineRules(
                        "version: 1\nhosts: { toxis: { docker: \"ssh://deployer@toxis.example.org\" } }\n"));
        await("the host is named", () -> monitor()
                .getTroubles()
                .equals(List.of("The host toxis of the rules needs an SSH key and the host's key.")));
        assertThat(jenkins.createWebClient().goTo("manage").asNormalizedText())
                .contains("cannot obey all of its rules");

        HostAccess toxis = new HostAccess("toxis");
        toxis.setCredentialsId("key");
        toxis.setHostKeys("ssh-ed25519 AAAA");
        DeployerConfiguration.get().setHosts(List.of(toxis));

        assertThat(monitor().isActivated()).isFalse();
    }

    @Test
    void the_message_can_be_dismissed(JenkinsRule jenkins) throws Exception {
        HtmlPage page = jenkins.createWebClient().goTo("manage");
        HtmlForm form = page.getFormByName(monitor().id);

        form.getButtonByName("dismiss").click();

        assertThat(monitor().isEnabled()).isFalse();
    }
}
