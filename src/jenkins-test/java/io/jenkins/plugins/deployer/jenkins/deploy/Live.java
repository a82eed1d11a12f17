package io.jenkins.plugins.deployer.jenkins.deploy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.InlineRules;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.source.GitRepository;
import io.jenkins.plugins.deployer.source.HttpGit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A forge with the repository {@code acme/web} and a simulated engine. By the rules, branch {@code live} is the service
 * {@code web} on the host {@code toxis}; so is the branch {@code next}, with another image.
 */
final class Live implements AutoCloseable {
    static final ServiceOnHost WEB = new ServiceOnHost(ServiceOnHost.Kind.SERVICE, "web", "toxis");
    private static final Duration LONGEST = Duration.ofMinutes(2);

    final HttpGit forge;
    final GitRepository web;
    final SwarmServer swarm = SwarmServer.start();

    Live(Path directory) throws IOException, InterruptedException {
        forge = HttpGit.serve(directory, HttpGit.Kind.MODERN);
        web = GitRepository.in(directory.resolve("acme/web"));
        web.write("Dockerfile", "FROM scratch");
        web.commit("first");
        web.git("checkout", "--quiet", "-b", "live");
    }

    /** What the step is written as in a Pipeline. */
    static String step(String digest) {
        return "deployDockerService(service: 'web', host: 'toxis', image: '" + SwarmServer.image(digest) + "')";
    }

    String rules() {
        return """
                version: 1
                forge: %s
                hosts:
                  toxis: { docker: "%s" }
                repositories:
                  acme/web:
                    builds:
                      - docker: Dockerfile
                        deploy:
                          - branch: live
                            publish: registry.example.org/web:live
                            prebuilt: true
                            services: [{ service: web, host: toxis, url: "https://web.example.org" }]
                """
                .formatted(forge.url("").text().replaceFirst("/$", ""), swarm.endpoint());
    }

    /** A controller with these rules, and a multibranch project of the repository. */
    static WorkflowMultiBranchProject set(JenkinsRule jenkins, String rules, String remote) throws Exception {
        DeployerConfiguration.get().setRules(new InlineRules(rules));
        DeployerConfiguration.get().setFolders(List.of("org"));
        WorkflowMultiBranchProject project =
                jenkins.createProject(Folder.class, "org").createProject(WorkflowMultiBranchProject.class, "web");
        GitSCMSource source = new GitSCMSource(remote);
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        project.getSourcesList().add(new BranchSource(source));
        return project;
    }

    WorkflowMultiBranchProject set(JenkinsRule jenkins) throws Exception {
        return set(jenkins, rules(), remote());
    }

    String remote() {
        return forge.url("acme/web").text();
    }

    /** Pushes a Jenkinsfile to the branch that is checked out. */
    String push(String jenkinsfile) throws IOException, InterruptedException {
        web.write("Jenkinsfile", jenkinsfile);
        return web.commit("a Pipeline");
    }

    /** Finds branches, and starts what is new. */
    static void index(WorkflowMultiBranchProject project) throws ExecutionException, InterruptedException {
        project.scheduleBuild2(0).getFuture().get();
    }

    /** The last run of branch {@code live}, once it has been started. */
    static WorkflowRun run(JenkinsRule jenkins, int number) {
        return Eventually.found(() -> "there is run #" + number, LONGEST, () -> {
            WorkflowJob job = jenkins.jenkins.getItemByFullName("org/web/live", WorkflowJob.class);
            return java.util.Optional.ofNullable(job).map(live -> live.getBuildByNumber(number));
        });
    }

    static void awaitLog(WorkflowRun run, String text) {
        Eventually.holds(() -> "the log says '" + text + "':\n" + log(run), LONGEST, () -> {
            String log = log(run);
            if (!log.contains(text) && !run.isLogUpdated()) {
                throw new AssertionError("It ended without saying '" + text + "':\n" + log);
            }
            return log.contains(text);
        });
    }

    static String log(WorkflowRun run) {
        try {
            return JenkinsRule.getLog(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WorkflowRun awaitEnd(WorkflowRun run, Result result) {
        Eventually.holds(
                () -> "the run ends:\n" + log(run), LONGEST, () -> run.getResult() != null && !run.isLogUpdated());
        if (run.getResult() != result) {
            throw new AssertionError("It ended with " + run.getResult() + " instead of " + result + ":\n" + log(run));
        }
        return run;
    }

    /** What is recorded on a run. */
    static List<Deployment> recorded(WorkflowRun run) {
        return DeployerRunAction.find(run)
                .map(action -> action.record().deployments())
                .orElse(List.of());
    }

    /** What is recorded of the service, newest first. */
    static List<Deployment> history() {
        try {
            return ControllerDeployments.get().store().history(WEB, 1000).stream()
                    .map(RecordedDeployment::deployment)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        swarm.close();
        forge.close();
    }
}
