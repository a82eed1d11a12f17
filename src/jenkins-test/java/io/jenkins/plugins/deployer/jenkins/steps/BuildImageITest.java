package io.jenkins.plugins.deployer.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.deployer.image.Project;
import io.jenkins.plugins.deployer.image.ScriptedBuild;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.RegistryAccess;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.Processes;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealRegistry;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.unikernel.ElfWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@ExtendWith(RealDocker.Extension.class)
@WithJenkins
class BuildImageITest {
    private static final Duration SOON = Duration.ofMinutes(3);

    private final RealDocker docker;
    private JenkinsRule jenkins;
    private Workshop workshop;

    BuildImageITest(RealDocker docker) {
        this.docker = docker;
    }

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        workshop = Workshop.in(rule, docker);
    }

    @AfterEach
    void stop() {
        workshop.close();
    }

    @Test
    void a_commit_is_built_once() throws Exception {
        WorkflowRun first = workshop.run("main");

        jenkins.assertBuildStatus(Result.SUCCESS, first);
        jenkins.assertLogContains("ocurrent/web, branch main, commit ", first);
        jenkins.assertLogContains("(before: false)", first);
        assertThat(docker.run("pull", "--quiet", built(first).toString())).isNotEmpty();
        assertNothingIsLeft();
        poison(built(first));
        WorkflowRun second = workshop.again("main");
        jenkins.assertLogContains("Built already, from branch main: Build Dockerfile for x86_64", second);
        jenkins.assertLogContains("(before: true)", second);
        assertThat(built(second)).isEqualTo(built(first));
    }

    /** Somebody pushes another image under the name that the build is kept as; its digest is not the one recorded. */
    private void poison(ImageName kept) throws Exception {
        Path evil = docker.directory("evil");
        Files.writeString(evil.resolve("Dockerfile"), "FROM " + kept + "\nLABEL evil=yes\n");
        String name = kept.toString().replaceFirst("@.*", "");
        docker.run("build", "--quiet", "--tag", name, evil.toString());
        docker.run("push", "--quiet", name);
    }

    @Test
    void a_declarative_pipeline_plans_builds_and_publishes() throws Exception {
        String published = docker.registry().address() + "/" + docker.unique("web");
        workshop.rules("{ docker: Dockerfile, deploy: [{ branch: main, publish: \"" + published + ":main\" }] }");
        workshop.web
                .write(
                        "Jenkinsfile",
                        """
                        pipeline {
                            agent none
                            stages {
                                stage('Plan') {
                                    steps { deployerPlan() }
                                }
                                stage('Build') {
                                    agent { label 'docker' }
                                    steps { buildImage key: "${deployerPlan().builds[0].key}" }
                                }
                                stage('Publish') {
                                    steps { publishImage publication: "${deployerPlan().publications[0].title}" }
                                }
                            }
                        }
                        """)
                .commit("declarative");

        WorkflowRun run = workshop.run("main");

        jenkins.assertBuildStatus(Result.SUCCESS, run);
        jenkins.assertLogContains("Published " + published + "@sha256:", run);
        assertThat(docker.run("pull", "--quiet", published + ":main")).isNotEmpty();
    }

    @Test
    void branches_with_names_like_commands_are_built_like_any_other() throws Exception {
        List<String> names = List.of("$(touch${IFS}touched)", "a;touch${IFS}touched", "--help");
        for (String name : names) {
            workshop.web.git("update-ref", "refs/heads/" + name, "HEAD");
        }

        workshop.run("main");
        jenkins.waitUntilNoActivity();

        for (String name : names) {
            WorkflowRun run = workshop.project.getItemByBranchName(name).getLastBuild();
            jenkins.assertBuildStatus(Result.SUCCESS, run);
            jenkins.assertLogContains("ocurrent/web, branch " + name + ", commit ", run);
        }
        try (Stream<Path> files = Files.walk(jenkins.jenkins.getRootDir().toPath())) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().equals("touched"));
        }
    }

    @Test
    void a_change_request_is_built_and_leaves_nothing_that_others_could_use() throws Exception {
        // Jenkins knows no commit of such a ref, so "checkout scm" does not work there.
        String commit = workshop.web
                .write(
                        "Jenkinsfile",
                        """
                        def plan = deployerPlan()
                        node('docker') {
                            sh 'git init -q . && git fetch -q %s refs/pull/7/head && git checkout -q FETCH_HEAD'
                            echo "built ${buildImage(key: plan.builds[0].key)}"
                        }
                        """
                                .formatted(workshop.forge.url("ocurrent/web").text()))
                .commit("theirs");
        workshop.web.git("update-ref", "refs/pull/7/head", commit);
        workshop.web.git("reset", "--quiet", "--hard", "HEAD~1");

        WorkflowRun run = workshop.run("pull/7/head");

        jenkins.assertBuildStatus(Result.SUCCESS, run);
        jenkins.assertLogContains("change requests are only built", run);
        jenkins.assertLogContains("built sha256:", run);
        jenkins.assertLogNotContains("Pushing to", run);
        assertThat(DeployerRunAction.find(run).orElseThrow().record().built()).isEmpty();
        assertThat(jenkins.jenkins.getRootDir().toPath().resolve("deployer/builds"))
                .doesNotExist();
    }

    @Test
    void a_unikernel_is_checked_for_what_it_would_be_deployed_as() throws Exception {
        workshop.rules(unikernelRules(""));
        String fits = pushUnikernel(Workshop.BUILD, "net:service");
        WorkflowRun fitting = workshop.run("main");

        jenkins.assertBuildStatus(Result.SUCCESS, fitting);
        jenkins.assertLogContains("; it would run as www@robur", fitting);
        WorkflowRun again = workshop.again("main");
        jenkins.assertLogContains("(before: true)", again);
        jenkins.assertLogNotContains("Checked", again);

        assertThat(pushUnikernel(Workshop.BUILD, "net:service", "block:data")).isNotEqualTo(fits);
        WorkflowRun unfit = workshop.run("main");

        jenkins.assertBuildStatus(Result.FAILURE, unfit);
        jenkins.assertLogContains(
                " does not fit: as www@robur it needs the block device \"data\", which \"blocks\" does not give it",
                unfit);
        jenkins.assertLogNotContains("\tat io.jenkins.plugins.deployer", unfit);

        workshop.rules(unikernelRules(", blocks: [data]"));
        WorkflowRun given = workshop.again("main");

        jenkins.assertLogContains("Built already: sha256:", given);
        jenkins.assertLogContains("with network \"service\", block device \"data\"", given);
        assertNothingIsLeft();
    }

    @Test
    void the_unikernel_of_a_change_request_is_checked_on_the_agent_that_has_it() throws Exception {
        workshop.rules(unikernelRules(""));
        String pipeline =
                """
                def plan = deployerPlan()
                node('docker') {
                    sh 'git init -q . && git fetch -q %s refs/pull/7/head && git checkout -q FETCH_HEAD'
                    echo "built ${buildImage(key: plan.builds[0].key)}"
                }
                """
                        .formatted(workshop.forge.url("ocurrent/web").text());
        String fits = pushUnikernel(pipeline, "net:service");
        String unfit = pushUnikernel(pipeline, "net:other");
        workshop.web.git("reset", "--quiet", "--hard", "HEAD~2");

        workshop.web.git("update-ref", "refs/pull/7/head", fits);
        WorkflowRun good = workshop.run("pull/7/head");
        workshop.web.git("update-ref", "refs/pull/7/head", unfit);
        WorkflowRun bad = workshop.run("pull/7/head");

        jenkins.assertBuildStatus(Result.SUCCESS, good);
        jenkins.assertLogContains("Checked /unikernel.hvt of the image: hvt version 2 for x86_64, ", good);
        jenkins.assertLogContains("; it would run as www@robur", good);
        jenkins.assertLogNotContains("Pushing to", good);
        jenkins.assertBuildStatus(Result.FAILURE, bad);
        jenkins.assertLogContains(
                "/unikernel.hvt of the image does not fit: as www@robur it needs the network \"other\"", bad);
        assertNothingIsLeft();
    }

    private static String unikernelRules(String more) {
        return "{ unikernel: Dockerfile, target: hvt, deploy: [{ branch: live, unikernel: www, host: robur,"
                + " networks: [service]" + more + " }] }";
    }

    private String pushUnikernel(String pipeline, String... devices) throws Exception {
        workshop.web
                .write("Dockerfile", "FROM scratch\nARG TARGET\nCOPY www /unikernel.$TARGET\n")
                .write("Jenkinsfile", pipeline);
        Files.write(
                workshop.web.path("www"),
                ElfWriter.unikernel(ElfWriter.HVT, 2, devices).bytes());
        return workshop.web.commit(String.join(" ", devices));
    }

    @Test
    void logins_and_secrets_reach_the_build_and_nothing_else() throws Exception {
        RealRegistry registry = docker.securedRegistry();
        String staging = registry.address() + "/" + docker.unique("staging");
        login("registry", registry);
        DeployerConfiguration.get().setRegistries(List.of(access(registry.address(), "registry")));
        secret("signing", "very-secret-value");
        workshop.rules("{ docker: Dockerfile, options: { secrets: [signing, { id: own, env: OWN }] } }", staging);
        workshop.web
                .write(
                        "Dockerfile",
                        Project.BASE
                                + """
                                RUN --mount=type=secret,id=signing --mount=type=secret,id=own \
                                    cat /run/secrets/signing /run/secrets/own; md5sum /run/secrets/signing > /sum
                                RUN env
                                """)
                .write(
                        "Jenkinsfile",
                        """
                        def plan = deployerPlan()
                        node('docker') {
                            checkout scm
                            withEnv(['OWN=another-secret-value', 'GIT_DIR=/nowhere', 'A=b $HOME',
                                     'DOCKER_CONFIG=/nowhere']) {
                                buildImage(key: plan.builds[0].key)
                            }
                            echo "left: ${sh(returnStdout: true, script: 'ls ..')}"
                        }
                        """)
                .commit("secrets");

        WorkflowRun run = workshop.run("main");

        jenkins.assertBuildStatus(Result.SUCCESS, run);
        jenkins.assertLogContains("****", run);
        jenkins.assertLogNotContains("very-secret-value", run);
        jenkins.assertLogNotContains(registry.credentials().orElseThrow().password(), run);
        assertThat(docker.run("pull", "--quiet", built(run).toString())).isNotEmpty();
        assertThat(docker.run("history", "--no-trunc", built(run).toString())).doesNotContain("very-secret");
        assertNothingIsLeft();
    }

    @Test
    void it_works_inside_of_what_docker_workflow_gives() throws Exception {
        RealRegistry registry = docker.securedRegistry();
        login("registry", registry);
        workshop.rules("{ docker: Dockerfile }", registry.address() + "/" + docker.unique("staging"));
        workshop.web
                .write(
                        "Jenkinsfile",
                        """
                        def plan = deployerPlan()
                        node('docker') {
                            checkout scm
                            withEnv(['DOCKER_HOST=unix:///no/such.sock']) {
                                catchError(buildResult: 'SUCCESS') {
                                    buildImage(key: plan.builds[0].key)
                                }
                                withDockerServer(uri: '%s') {
                                    withDockerRegistry(url: '%s', credentialsId: 'registry') {
                                        buildImage(key: plan.builds[0].key)
                                    }
                                }
                            }
                        }
                        """
                                .formatted(docker.endpoint(), registry.url()))
                .commit("nested");

        WorkflowRun run = workshop.run("main");

        jenkins.assertBuildStatus(Result.SUCCESS, run);
        jenkins.assertLogContains("Cannot reach the Docker engine at unix:///no/such.sock", run);
        assertThat(docker.run("pull", "--quiet", built(run).toString())).isNotEmpty();
    }

    @Test
    void an_abort_leaves_nothing_on_the_agent() throws Exception {
        String seconds = slowBuild();
        WorkflowRun run = workshop.start("main");
        awaitProcess("sleep\0" + seconds);

        run.getExecutor().interrupt();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        Eventually.holds("the step is gone", SOON, () -> !Processes.anyRuns("sleep\0" + seconds));
        Eventually.holds("its client is gone", SOON, () -> !Processes.anyHas(ScriptedBuild.MARK, agents() + "/"));
        Eventually.holds("its files are gone", SOON, () -> leftovers().isEmpty());
    }

    @Test
    void what_fails_is_said_in_a_sentence() throws Exception {
        workshop.web
                .write("Dockerfile", Project.BASE + "RUN echo 'no rule to make target'; exit 3\n")
                .write(
                        "Jenkinsfile",
                        """
                        def plan = deployerPlan()
                        node('docker') {
                            catchError(buildResult: 'SUCCESS') { buildImage(key: plan.builds[0].key) }
                            catchError(buildResult: 'SUCCESS') { buildImage(key: '0') }
                            catchError(buildResult: 'SUCCESS') { deployerPlan(rules: 'other.yaml') }
                            checkout scm
                            buildImage(key: plan.builds[0].key)
                        }
                        """)
                .commit("bad");

        WorkflowRun run = workshop.run("main");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains(
                "ERROR: Cannot build \"Build Dockerfile for x86_64\": this directory is no Git repository that has commit",
                run);
        jenkins.assertLogContains("ERROR: The plan of this run has no build with the key '0'", run);
        jenkins.assertLogContains(" failed: exit code 3; the last it said: no rule to make target", run);
        jenkins.assertLogNotContains("\tat io.jenkins.plugins.deployer", run);
    }

    @Test
    void a_build_that_loses_its_agent_is_made_on_another() throws Exception {
        String seconds = slowBuild();
        workshop.web
                .write(
                        "Jenkinsfile",
                        """
                        def plan = deployerPlan()
                        retry(count: 2, conditions: [agent(), nonresumable()]) {
                            node('docker') {
                                checkout scm
                                buildImage(key: plan.builds[0].key)
                            }
                        }
                        """)
                .commit("patient");
        WorkflowRun run = workshop.start("main");
        awaitProcess("sleep\0" + seconds);
        String first = workshop.agent.getNodeName();
        workshop.startAgent();

        jenkins.jenkins.removeNode(jenkins.jenkins.getNode(first));

        jenkins.waitForMessage("Running on " + workshop.agent.getNodeName(), run);
        Eventually.holds("it ends", SOON, () -> {
            Processes.end("sleep\0" + seconds);
            return !run.isLogUpdated();
        });
        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("ERROR: Cannot build \"Build Dockerfile for x86_64\": step [", run);
    }

    /** @return how long a step of it sleeps, which no other process does */
    private String slowBuild() throws Exception {
        String seconds = Integer.toString(800_000 + (int) (System.nanoTime() % 90_000));
        workshop.web
                .write("Dockerfile", Project.BASE + "RUN sleep " + seconds + "\n")
                .commit("slow");
        return seconds;
    }

    private static ImageName built(WorkflowRun run) {
        return DeployerRunAction.find(run)
                .orElseThrow()
                .record()
                .built()
                .values()
                .iterator()
                .next();
    }

    private void login(String id, RealRegistry registry) throws Exception {
        RealRegistry.Credentials user = registry.credentials().orElseThrow();
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new UsernamePasswordCredentialsImpl(
                                CredentialsScope.GLOBAL, id, "", user.user(), user.password()));
    }

    private static RegistryAccess access(String registry, String credentialsId) {
        RegistryAccess access = new RegistryAccess(registry);
        access.setCredentialsId(credentialsId);
        return access;
    }

    /** In the folder of the job, where no other job finds it. */
    private void secret(String id, String value) throws Exception {
        Folder folder = jenkins.jenkins.getItemByFullName("org", Folder.class);
        CredentialsProvider.lookupStores(folder)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(value)));
    }

    private void assertNothingIsLeft() {
        Eventually.holds(
                () -> "nothing is left: " + leftovers(), SOON, () -> leftovers().isEmpty());
    }

    /** The private directories of builds below the agents' directories. */
    private List<Path> leftovers() {
        try (Stream<Path> files = Files.walk(agents())) {
            return files.filter(file -> file.getFileName().toString().startsWith("deployer-build-"))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // Some went while they were listed.
            return List.of(agents());
        }
    }

    private Path agents() {
        return jenkins.jenkins.getRootDir().toPath().resolve("agent-work-dirs");
    }

    private static void awaitProcess(String commandLine) {
        Eventually.holds("the step runs", SOON, () -> Processes.anyRuns(commandLine));
    }
}
