package io.jenkins.plugins.deployer.jenkins.trust;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.LibraryRules;
import io.jenkins.plugins.deployer.source.GitRepository;
import io.jenkins.plugins.deployer.source.HttpGit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import jenkins.plugins.git.traits.DiscoverOtherRefsTrait;
import jenkins.plugins.git.traits.TagDiscoveryTrait;
import jenkins.scm.api.trait.SCMSourceTrait;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.SCMSourceRetriever;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A forge with two repositories, the rules in a library on it, and a Jenkins with a folder {@code org} that may deploy.
 * Branch {@code live} of {@code ocurrent/x} is deployed, with any image of its repository.
 */
final class Organisation implements AutoCloseable {
    static final String HOST = "toxis";
    static final String SERVICE = "x_web";
    static final String FILE = "resources/deployer/rules.yaml";

    final JenkinsRule jenkins;
    final HttpGit forge;
    final GitRepository library;
    final GitRepository x;

    private Organisation(JenkinsRule jenkins, HttpGit forge, GitRepository library, GitRepository x) {
        this.jenkins = jenkins;
        this.forge = forge;
        this.library = library;
        this.x = x;
    }

    static Organisation in(JenkinsRule jenkins, Path directory) throws Exception {
        HttpGit forge = HttpGit.serve(directory, HttpGit.Kind.MODERN);
        GitRepository library = GitRepository.in(directory.resolve("ops/library"));
        library.write(FILE, rules(forge)).write("vars/hello.groovy", "def call() { echo 'hello' }");
        library.commit("rules");
        GitRepository x = GitRepository.in(directory.resolve("ocurrent/x"));
        x.write("Jenkinsfile", "echo 'built'").write("Dockerfile", "FROM scratch");
        x.commit("first");
        x.git("branch", "live");
        Organisation organisation = new Organisation(jenkins, forge, library, x);
        organisation.configure(library("ops", "main", organisation.url("ops/library")));
        DeployerConfiguration.get().setRules(new LibraryRules("ops"));
        DeployerConfiguration.get().setFolders(List.of("org"));
        jenkins.createProject(Folder.class, "org");
        return organisation;
    }

    static String rules(HttpGit forge) {
        return """
                version: 1
                forge: %s
                hosts:
                  toxis: { docker: "ssh://deployer@toxis.example.org" }
                repositories:
                  ocurrent/x:
                    builds:
                      - docker: Dockerfile
                        deploy:
                          - branch: live
                            publish: registry.example.org/x:live
                            prebuilt: true
                            services: [{ service: x_web, host: toxis }]
                          - tag: v*
                            publish: registry.example.org/x:release
                            prebuilt: true
                            services: [{ service: x_release, host: toxis }]
                """
                .formatted(server(forge));
    }

    static String server(HttpGit forge) {
        return forge.url("").text().replaceFirst("/$", "");
    }

    String url(String repository) {
        return forge.url(repository).text();
    }

    static LibraryConfiguration library(String name, String version, String url) {
        LibraryConfiguration library = new LibraryConfiguration(name, new SCMSourceRetriever(source(url)));
        library.setDefaultVersion(version);
        return library;
    }

    void configure(LibraryConfiguration... libraries) {
        GlobalLibraries.get().setLibraries(List.of(libraries));
    }

    static GitSCMSource source(String url, SCMSourceTrait... traits) {
        GitSCMSource source = new GitSCMSource(url);
        List<SCMSourceTrait> all = new ArrayList<>(List.of(new BranchDiscoveryTrait()));
        all.addAll(List.of(traits));
        source.setTraits(all);
        return source;
    }

    static SCMSourceTrait tags() {
        return new TagDiscoveryTrait();
    }

    static SCMSourceTrait pulls() {
        return new DiscoverOtherRefsTrait("pull/*/head", "pull/@{1}/head");
    }

    /** A multibranch project, indexed once. */
    WorkflowMultiBranchProject project(String folder, String name, GitSCMSource source) throws Exception {
        WorkflowMultiBranchProject project = folder.isEmpty()
                ? jenkins.createProject(WorkflowMultiBranchProject.class, name)
                : folder(folder).createProject(WorkflowMultiBranchProject.class, name);
        project.getSourcesList().add(new BranchSource(source));
        index(project);
        return project;
    }

    void index(WorkflowMultiBranchProject project) throws Exception {
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
    }

    /** A run of a branch of {@code ocurrent/x} in the folder that may deploy. */
    WorkflowRun run(String branch) throws Exception {
        return run(project("org", "x", source(url("ocurrent/x"), tags(), pulls())), branch);
    }

    WorkflowRun run(WorkflowMultiBranchProject project, String branch) throws Exception {
        WorkflowJob job = project.getItemByBranchName(branch);
        WorkflowRun last = job.getLastBuild();
        return last != null ? last : jenkins.buildAndAssertSuccess(job);
    }

    static Optional<String> current(Run<?, ?> run) throws Exception {
        return Gate.of(run, Optional.empty()).source().currentCommit(TaskListener.NULL);
    }

    Folder folder(String fullName) {
        return jenkins.jenkins.getItemByFullName(fullName, Folder.class);
    }

    Item item(String fullName) {
        return jenkins.jenkins.getItemByFullName(fullName);
    }

    @Override
    public void close() {
        forge.close();
    }
}
