package io.jenkins.plugins.deployer.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Item;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whoever is not an administrator, or comes by a link, learns nothing from the methods behind the form and does nothing. */
@WithJenkins
class FormMethodsTest {
    private static final String PACKAGE = "io.jenkins.plugins.deployer.jenkins.configuration.";

    private JenkinsRule jenkins;

    @BeforeEach
    void users(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE, Item.CREATE)
                .everywhere()
                .to("developer"));
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.SYSTEM, "hidden-login", "", "deployer", "a-password-of-16"));
        provider.save();
        DeployerConfiguration.get()
                .setRules(new InlineRules(
                        "version: 1\nhosts: { toxis: { docker: \"tcp://127.0.0.1:1\" } }\nrepositories: {}\n"));
    }

    /** Every form method of the configuration, with parameters. */
    private static Stream<String> methods() {
        return Stream.of(
                "LibraryRules/fillLibraryItems",
                "LibraryRules/checkLibrary?value=ops",
                "LibraryRules/checkResource?value=a",
                "InlineRules/checkYaml?value=a",
                "HostAccess/checkName?value=toxis",
                "HostAccess/fillNameItems",
                "HostAccess/fillCredentialsIdItems?credentialsId=",
                "HostAccess/checkCredentialsId?value=hidden-login",
                "HostAccess/checkHostKeys?value=a",
                "HostAccess/testConnection?name=toxis&credentialsId=&hostKeys=",
                "RegistryAccess/checkRegistry?value=docker.io",
                "RegistryAccess/fillCredentialsIdItems?registry=docker.io&credentialsId=",
                "RegistryAccess/checkCredentialsId?value=hidden-login",
                "AgentLabel/fillArchitectureItems",
                "AgentLabel/checkLabel?value=linux",
                "DeployerConfiguration/checkFolders?value=production",
                "DeployerConfiguration/fillForgeCredentialsIdItems?forgeCredentialsId=",
                "DeployerConfiguration/checkForgeCredentialsId?value=hidden-login",
                "DeployerConfiguration/checkStaging?value=a",
                "DeployerConfiguration/checkRetention?value=1",
                "DeployerConfiguration/checkDriftMinutes?value=1",
                "DeployerConfiguration/checkPipelinesDeployWithOwnCredentials?value=true");
    }

    private static boolean fills(String method) {
        return method.contains("/fill");
    }

    private WebResponse call(String user, HttpMethod verb, String context, String method) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.login(user);
        String path = context + "descriptorByName/" + PACKAGE + method;
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), verb);
        if (verb == HttpMethod.POST) {
            client.addCrumb(request);
        }
        return client.loadWebResponse(request);
    }

    @Test
    void every_method_of_the_descriptors_is_tried_here() {
        List<String> tried =
                methods().map(method -> method.replaceFirst("\\?.*", "")).toList();
        List<String> there = new ArrayList<>();
        Map<String, Class<?>> descriptors = Map.of(
                "LibraryRules", LibraryRules.DescriptorImpl.class,
                "InlineRules", InlineRules.DescriptorImpl.class,
                "HostAccess", HostAccess.DescriptorImpl.class,
                "RegistryAccess", RegistryAccess.DescriptorImpl.class,
                "AgentLabel", AgentLabel.DescriptorImpl.class,
                "DeployerConfiguration", DeployerConfiguration.class);
        descriptors.forEach((name, type) -> Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().matches("do[A-Z].*"))
                .forEach(method -> there.add(
                        name + "/" + Character.toLowerCase(method.getName().charAt(2))
                                + method.getName().substring(3))));

        assertThat(tried).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void a_link_that_an_administrator_follows_is_refused() throws Exception {
        for (String method : methods().toList()) {
            WebResponse answer = call("admin", HttpMethod.GET, "", method);

            assertThat(answer.getStatusCode()).as(method).isIn(404, 405);
        }
    }

    @Test
    void a_developer_is_refused_or_sees_nothing() throws Exception {
        for (String method : methods().toList()) {
            WebResponse answer = call("developer", HttpMethod.POST, "", method);

            if (fills(method)) {
                assertThat(answer.getContentAsString()).as(method).doesNotContain("hidden-login", "toxis");
            } else {
                assertThat(answer.getStatusCode()).as(method).isEqualTo(403);
            }
        }
    }

    @Test
    void having_a_job_of_ones_own_does_not_help() throws Exception {
        jenkins.createFreeStyleProject("mine");
        for (String method : methods().toList()) {
            WebResponse answer = call("developer", HttpMethod.POST, "job/mine/", method);

            if (fills(method)) {
                assertThat(answer.getContentAsString()).as(method).doesNotContain("hidden-login", "toxis");
            } else {
                assertThat(answer.getStatusCode()).as(method).isEqualTo(403);
            }
        }
    }

    @Test
    void an_administrator_gets_answers() throws Exception {
        for (String method : methods().toList()) {
            WebResponse answer = call("admin", HttpMethod.POST, "", method);

            assertThat(answer.getStatusCode()).as(method).isEqualTo(200);
        }
        assertThat(call(
                                "admin",
                                HttpMethod.POST,
                                "",
                                "RegistryAccess/fillCredentialsIdItems?registry=docker.io&credentialsId=")
                        .getContentAsString())
                .contains("hidden-login");
    }

    @Test
    void a_connection_is_tested_only_to_hosts_of_the_rules() throws Exception {
        WebResponse answer = call(
                "admin",
                HttpMethod.POST,
                "",
                "HostAccess/testConnection?name=tcp://evil.example.org:2375&credentialsId=hidden-login&hostKeys=");

        assertThat(answer.getContentAsString())
                .doesNotContain("connected")
                .containsAnyOf("The rules name no host", "have not been read");
    }
}
