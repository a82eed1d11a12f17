package io.jenkins.plugins.deployer.jenkins.steps;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.EnvVars;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.deployer.image.Project;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.InlineRules;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.source.GitRepository;
import io.jenkins.plugins.deployer.source.HttpGit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import jenkins.plugins.git.traits.DiscoverOtherRefsTrait;
import jenkins.scm.api.trait.SCMSourceTrait;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A forge with the repository {@code ocurrent/web}, rules that build it, a registry to keep builds in, and a Jenkins with
 * the folder {@code org} that may use it all and one agent {@code docker}.
 */
final class Workshop implements AutoCloseable {
    static final String BUILD =
            """
            def plan = deployerPlan()
            node('docker') {
                checkout scm
                for (build in plan.builds) {
                    echo "built ${buildImage(key: build.key)} (before: ${build.built})"
                }
            }
            """;

    final JenkinsRule jenkins;
    final RealDocker docker;
    final HttpGit forge;
    final GitRepository web;
    final String staging;
    DumbSlave agent;
    WorkflowMultiBranchProject project;

    private Workshop(JenkinsRule jenkins, RealDocker docker, HttpGit forge, GitRepository web) {
        this.jenkins = jenkins;
        this.docker = docker;
        this.forge = forge;
        this.web = web;
        this.staging = docker.registry().address() + "/" + docker.unique("staging");
    }

    static Workshop in(JenkinsRule jenkins, RealDocker docker) throws Exception {
        Path directory = docker.directory("forge");
        GitRepository web = GitRepository.in(directory.resolve("ocurrent/web"));
        Project.in(web.path(""), Project.BASE + "RUN echo hello > /page\n");
        web.write("Jenkinsfile", BUILD).commit("first");
        Workshop workshop = new Workshop(jenkins, docker, HttpGit.serve(directory, HttpGit.Kind.MODERN), web);
        workshop.rules("{ docker: Dockerfile }");
        DeployerConfiguration.get().setFolders(List.of("org"));
        jenkins.createProject(Folder.class, "org");
        workshop.startAgent();
        return workshop;
    }

    void startAgent() throws Exception {
        Map<String, String> environment = new HashMap<>(docker.environment());
        environment.put("DOCKER_CONFIG", docker.directory("home").toString());
        agent = jenkins.createSlave(docker.unique("agent"), "docker", new EnvVars(environment));
        jenkins.waitOnline(agent);
    }

    /** @param build of the one repository, as YAML */
    void rules(String build) {
        rules(build, staging);
    }

    /** @param place where builds are kept */
    void rules(String build, String place) {
        DeployerConfiguration.get()
                .setRules(new InlineRules(
                        """
                        version: 1
                        forge: %s
                        defaults: { staging: "%s" }
                        hosts:
                          toxis: { docker: default }
                          robur: { albatross: "albatross.example.org:1025" }
                        repositories:
                          ocurrent/web:
                            builds: [ %s ]
                        """
                                .formatted(forge.url("").text().replaceFirst("/$", ""), place, build)));
    }

    /** Runs the newest commit of a head of the repository, found by indexing. */
    WorkflowRun run(String head) throws Exception {
        WorkflowRun run = start(head);
        jenkins.waitForCompletion(run);
        return run;
    }

    WorkflowRun start(String head) throws Exception {
        if (project == null) {
            project = jenkins.jenkins
                    .getItemByFullName("org", Folder.class)
                    .createProject(WorkflowMultiBranchProject.class, "web");
            GitSCMSource source = new GitSCMSource(forge.url("ocurrent/web").text());
            List<SCMSourceTrait> traits = new ArrayList<>(
                    List.of(new BranchDiscoveryTrait(), new DiscoverOtherRefsTrait("pull/*/head", "pull/@{1}/head")));
            source.setTraits(traits);
            project.getSourcesList().add(new BranchSource(source));
        }
        WorkflowJob before = project.getItemByBranchName(head);
        int last = before == null || before.getLastBuild() == null
                ? 0
                : before.getLastBuild().getNumber();
        project.scheduleBuild2(0).getFuture().get();
        WorkflowJob job = project.getItemByBranchName(head);
        Eventually.holds("it is run", Duration.ofMinutes(1), () -> {
            WorkflowRun newest = job.getLastBuild();
            return newest != null && newest.getNumber() > last;
        });
        return job.getLastBuild();
    }

    /** Runs the same commit of a head again. */
    WorkflowRun again(String head) throws Exception {
        return jenkins.assertBuildStatus(
                Result.SUCCESS, project.getItemByBranchName(head).scheduleBuild2(0));
    }

    String log(WorkflowRun run) throws IOException {
        return JenkinsRule.getLog(run);
    }

    @Override
    public void close() {
        forge.close();
    }
}
