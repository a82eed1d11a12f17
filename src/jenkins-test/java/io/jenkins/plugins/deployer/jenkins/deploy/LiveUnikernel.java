package io.jenkins.plugins.deployer.jenkins.deploy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.HostAccess;
import io.jenkins.plugins.deployer.jenkins.steps.BuiltBefore;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.source.GitRepository;
import io.jenkins.plugins.deployer.source.HttpGit;
import io.jenkins.plugins.deployer.unikernel.StagedUnikernels;
import io.jenkins.plugins.deployer.unikernel.albatross.PlayedAlbatross;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.docker.commons.credentials.DockerServerCredentials;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A forge with the repository {@code mirage/www}, a registry, and a server that plays Albatross. By the rules, branch
 * {@code live} is the unikernel {@code www} there. Its builds have been made before.
 */
final class LiveUnikernel implements AutoCloseable {
    static final ServiceOnHost WWW = new ServiceOnHost(ServiceOnHost.Kind.UNIKERNEL, "www", "robur");

    final HttpGit forge;
    final GitRepository www;
    final StagedUnikernels images = new StagedUnikernels();
    final PlayedAlbatross albatross;
    private final String settle;
    private String host;
    private String given = "memory: 64, arguments: [\"--hook=/update\"],";

    /** @param settle how long a unikernel has to stay up */
    LiveUnikernel(Path directory, String settle) throws Exception {
        this.settle = settle;
        forge = HttpGit.serve(directory, HttpGit.Kind.MODERN);
        www = GitRepository.in(directory.resolve("mirage/www"));
        www.write("Dockerfile", "FROM scratch");
        www.commit("first");
        www.git("checkout", "--quiet", "-b", "live");
        albatross = PlayedAlbatross.start(directory.resolve("ca"));
        host = "albatross: \"" + albatross.endpoint() + "\"";
    }

    /** Instead of the Albatross server. */
    void on(Host.Solo5 solo5) {
        host = "solo5: \"" + solo5.endpoint() + "\", directory: \"" + solo5.directory() + "\"";
        given = "";
    }

    String rules() {
        return """
                version: 1
                forge: %s
                defaults: { staging: "%s" }
                hosts:
                  robur: { %s }
                repositories:
                  mirage/www:
                    builds:
                      - unikernel: Dockerfile
                        target: hvt
                        deploy:
                          - { branch: live, unikernel: www, host: robur, %s networks: { service: br0 }, settle: %s, url: "https://www.example.org" }
                """
                .formatted(forge.url("").text().replaceFirst("/$", ""), images.repository(), host, given, settle);
    }

    /** What a controller has to know. */
    record World(String rules, String remote, String authority, String key) implements Serializable {
        WorkflowMultiBranchProject set(JenkinsRule jenkins) throws Exception {
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new DockerServerCredentials(
                            CredentialsScope.SYSTEM, "albatross-ca", "", Secret.fromString(key), authority, authority));
            SystemCredentialsProvider.getInstance().save();
            HostAccess robur = new HostAccess("robur");
            robur.setCredentialsId("albatross-ca");
            DeployerConfiguration.get().setHosts(List.of(robur));
            return Live.set(jenkins, rules, remote);
        }
    }

    World world() throws IOException {
        return new World(rules(), forge.url("mirage/www").text(), albatross.authority(), albatross.key());
    }

    /** A commit whose builds an earlier run made. */
    record Pushed(String rules, String branch, String commit, String tree, String image) implements Serializable {
        void record() throws Exception {
            BuiltBefore.record(rules, "mirage/www", branch, commit, tree, image);
        }
    }

    /** Pushes to the branch that is checked out; its unikernel ends with these words. */
    Pushed push(String jenkinsfile, String words) throws IOException, InterruptedException {
        www.write("Jenkinsfile", jenkinsfile);
        return push(words);
    }

    /** The same without touching its Jenkinsfile, if it has one. */
    Pushed push(String words) throws IOException, InterruptedException {
        www.write("words", words);
        String commit = www.commit("another version");
        return new Pushed(
                rules(),
                www.git("rev-parse", "--abbrev-ref", "HEAD").strip(),
                commit,
                www.git("rev-parse", "HEAD^{tree}").strip(),
                images.image(words).toString());
    }

    /** What is recorded of the unikernel, newest first. */
    static List<Deployment> history() {
        try {
            return ControllerDeployments.get().store().history(WWW, 1000).stream()
                    .map(RecordedDeployment::deployment)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        albatross.close();
        images.close();
        forge.close();
    }
}
