package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgainScriptTest {
    private static final ServiceOnHost WWW = new ServiceOnHost(ServiceOnHost.Kind.UNIKERNEL, "www", "robur");

    @Test
    void it_is_the_step_that_anybody_would_write() {
        Deployment chosen = Deployments.deployment("1", 'a', Outcome.LIVE);

        assertThat(AgainScript.of(chosen, Deployment.Cause.ROLL_BACK, false))
                .isEqualTo(
                        """
                        stage('Roll back') {
                            deployDockerService service: 'base-images_builder', host: 'toxis', image: 'ocurrent/base-images:live@%s'
                        }
                        """
                                .formatted(Deployments.digest('a')));
        assertThat(AgainScript.of(chosen, Deployment.Cause.REDEPLOY, true))
                .startsWith("stage('Deploy again')")
                .contains("', force: true\n");
    }

    @Test
    void the_image_of_a_unikernel_is_the_one_that_its_file_came_from() {
        Deployment file = Deployments.deployment(WWW, "1", 'a', Outcome.LIVE, false);
        String image = "registry.example.org/staging:key@" + Deployments.digest('b');

        assertThat(AgainScript.of(of(file, image), Deployment.Cause.ROLL_BACK, false))
                .contains("    deployUnikernel unikernel: 'www', host: 'robur', image: '" + image + "'\n");
        assertThat(AgainScript.isPossible(of(file, "registry.example.org/staging:key")))
                .as("a digest of its file, and none of its image")
                .isFalse();
    }

    private static Deployment of(Deployment one, String image) {
        return new Deployment(
                one.id(),
                one.service(),
                one.cause(),
                one.origin(),
                image,
                one.digest(),
                one.previous(),
                one.restored(),
                one.outcome(),
                one.ownFault(),
                one.reason(),
                one.started(),
                one.finished(),
                one.gap(),
                one.url(),
                one.rules());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web",
                "'; evil(); '",
                "\\",
                "\\\\",
                "${x}",
                "$x",
                "\\'",
                "\u2028",
                "ünï",
                "a\\u0027b",
                "\\u005c'",
                "\uD83D\uDE80",
                "\\n"
            })
    void a_name_is_never_a_part_of_the_program(String name) {
        assertThat(new GroovyShell(new Binding()).evaluate("return " + AgainScript.quoted(name)))
                .isEqualTo(name);
    }

    @Test
    void a_name_of_several_lines_is_nobodys() {
        ServiceOnHost strange = new ServiceOnHost(ServiceOnHost.Kind.SERVICE, "web\nevil()", "toxis");

        assertThat(AgainScript.isPossible(Deployments.deployment(strange, "1", 'a', Outcome.LIVE, false)))
                .isFalse();
    }

    @Test
    void only_what_was_live_can_be_again() {
        assertThat(AgainScript.isPossible(Deployments.deployment("1", 'a', Outcome.LIVE)))
                .isTrue();
        assertThat(AgainScript.isPossible(Deployments.deployment("1", 'a', Outcome.ROLLED_BACK)))
                .isFalse();
    }
}
