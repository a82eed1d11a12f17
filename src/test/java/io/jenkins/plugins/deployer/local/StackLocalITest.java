package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.real.RealDocker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged command deploys a stack, whose compose file comes from the repository that is built. */
@ExtendWith(RealDocker.Extension.class)
class StackLocalITest {
    private final RealDocker docker;
    private Organisation organisation;

    StackLocalITest(RealDocker docker) {
        this.docker = docker;
    }

    @BeforeEach
    void found() throws Exception {
        organisation = new Organisation(docker);
        organisation.stackRules();
    }

    @AfterEach
    void close() {
        docker.run("stack", "rm", organisation.serviceName());
        organisation.close();
    }

    @Test
    void a_stack_is_created_upgraded_left_alone_and_put_back() throws Exception {
        String web = organisation.serviceName() + "_web@toxis";
        organisation.push("live", "first");
        JarRun created = organisation.run("local", "--confirm", "never");
        assertThat(created.exitCode()).as(created.toString()).isZero();
        assertThat(created.out()).contains(web + ": live (");
        assertThat(organisation.page()).contains("first");

        organisation.push("live", "second");
        JarRun upgraded = organisation.run("local", "--confirm", "never");
        assertThat(upgraded.exitCode()).as(upgraded.toString()).isZero();
        assertThat(upgraded.out()).contains(web + ": live (");
        assertThat(organisation.page()).contains("second");

        JarRun again = organisation.run("local", "--confirm", "dangerous");
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(again.out()).contains(web + ": unchanged (");

        organisation.pushIll("live", "third");
        JarRun bad = organisation.run("local", "--confirm", "never");
        assertThat(bad.exitCode()).as(bad.toString()).isEqualTo(1);
        assertThat(bad.out()).contains(web + ": rolled back (", "it answered 404");
        assertThat(organisation.page()).contains("second");

        JarRun quarantined = organisation.run("local", "--confirm", "dangerous");
        assertThat(quarantined.exitCode()).as(quarantined.toString()).isEqualTo(3);
        assertThat(quarantined.out()).contains(web, "is in quarantine");

        JarRun status = organisation.run("status");
        assertThat(status.exitCode()).as(status.toString()).isZero();
        assertThat(status.out()).contains(web, "1/1", "behind", "rolled back");
    }

    @Test
    void without_the_docker_client_it_says_that_a_stack_needs_it_and_changes_nothing() throws Exception {
        organisation.push("feature", "first");
        JarRun built = organisation.run("local", "--branch", "feature", "--confirm", "never");
        assertThat(built.exitCode()).as(built.toString()).isZero();
        organisation.merge("feature", "live");
        organisation.uninstallAllButGit();

        JarRun run = organisation.run("local", "--confirm", "never");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "Deploy stack " + organisation.serviceName() + " on toxis: ",
                        "Cannot run docker",
                        "Install it");
        assertThat(run.err()).doesNotContain("\tat ");
        assertThat(docker.run("stack", "ls", "--format", "{{.Name}}")).doesNotContain(organisation.serviceName());
    }
}
