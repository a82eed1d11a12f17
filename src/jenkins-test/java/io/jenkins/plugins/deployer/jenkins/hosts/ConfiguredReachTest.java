package io.jenkins.plugins.deployer.jenkins.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.deployer.host.CertificateLogin;
import io.jenkins.plugins.deployer.host.Dialer;
import io.jenkins.plugins.deployer.host.HostKeys;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.host.KeyLogin;
import io.jenkins.plugins.deployer.host.SshKey;
import io.jenkins.plugins.deployer.image.Login;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.HostAccess;
import io.jenkins.plugins.deployer.jenkins.configuration.RegistryAccess;
import io.jenkins.plugins.deployer.jenkins.hosts.relay.AgentDialer;
import io.jenkins.plugins.deployer.rules.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.docker.commons.credentials.DockerServerCredentials;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** With what credentials hosts and registries are entered. */
@WithJenkins
class ConfiguredReachTest {
    private static final String PLACE = "the host toxis under Manage Jenkins, System, Deployer";
    private static final Host TOXIS = new Host.Docker("toxis", Optional.empty(), "ssh://toxis.example.org");

    @TempDir
    private Path directory;

    private final ConfiguredReach reach = new ConfiguredReach();

    @Test
    void a_host_is_entered_with_the_key_that_is_configured(JenkinsRule jenkins) throws Exception {
        add(key("toxis-key", "first"));
        configure("toxis-key", "ssh-ed25519 AAAA");

        assertThat(reach.reach(TOXIS).login())
                .isEqualTo(new KeyLogin(
                        Optional.of("deployer"),
                        List.of(new SshKey("first\n", Optional.of("phrase"))),
                        new HostKeys("ssh-ed25519 AAAA"),
                        PLACE));
        assertThat(reach.reach(TOXIS).dialer()).isEqualTo(Dialer.DIRECT);
    }

    @Test
    void what_is_changed_counts_at_once(JenkinsRule jenkins) throws Exception {
        add(key("toxis-key", "first"));
        configure("toxis-key", "");
        HostLogin before = reach.reach(TOXIS).login();
        assertThat(reach.reach(TOXIS).login()).isSameAs(before);

        CredentialsStore store = store(jenkins.jenkins);
        store.updateCredentials(Domain.global(), key("toxis-key", "first"), key("toxis-key", "second"));
        assertThat(((KeyLogin) reach.reach(TOXIS).login()).keys())
                .containsExactly(new SshKey("second\n", Optional.of("phrase")));

        configure("toxis-key", "ssh-ed25519 BBBB");
        assertThat(((KeyLogin) reach.reach(TOXIS).login()).hostKeys()).isEqualTo(new HostKeys("ssh-ed25519 BBBB"));
    }

    @Test
    void a_host_behind_deploy_agents_is_reached_through_them(JenkinsRule jenkins) throws Exception {
        Host inner = new Host.Docker("inner", Optional.of("dmz"), "unix:///var/run/docker.sock");

        assertThat(reach.reach(inner).dialer()).isEqualTo(new AgentDialer("dmz", OnlineAgents.OF_THIS_CONTROLLER));
        assertThat(reach.reach(inner).login())
                .isEqualTo(new HostLogin.Nothing("a new host inner under Manage Jenkins, System, Deployer"));
    }

    @Test
    void credentials_that_are_missing_or_of_another_kind_are_named(JenkinsRule jenkins) throws Exception {
        add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "toxis-key", "", "deployer", "password"));
        configure("toxis-key", "");

        assertThatThrownBy(() -> reach.reach(TOXIS))
                .hasMessage("there are no credentials \"toxis-key\" with an SSH key or certificates on this controller;"
                        + " give others to " + PLACE);
    }

    @Test
    void certificates_of_both_kinds_are_the_same(JenkinsRule jenkins) throws Exception {
        shell("openssl req -x509 -nodes -newkey rsa:2048 -days 2 -subj /CN=ca -keyout key.pem -out cert.pem");
        shell("openssl pkcs12 -export -inkey key.pem -in cert.pem -passout pass:secretpassword -out client.p12");
        String certificate = Files.readString(directory.resolve("cert.pem"));
        add(new DockerServerCredentials(
                CredentialsScope.SYSTEM,
                "docker",
                "",
                Secret.fromString(Files.readString(directory.resolve("key.pem"))),
                certificate,
                certificate));
        add(new CertificateCredentialsImpl(
                CredentialsScope.SYSTEM,
                "store",
                "",
                "secretpassword",
                new CertificateCredentialsImpl.UploadedKeyStoreSource(
                        null, SecretBytes.fromBytes(Files.readAllBytes(directory.resolve("client.p12"))))));

        configure("docker", "");
        HostLogin docker = reach.reach(TOXIS).login();
        configure("store", "");

        assertThat(docker)
                .isInstanceOf(CertificateLogin.class)
                .isEqualTo(reach.reach(TOXIS).login());
    }

    @Test
    void a_pipeline_of_its_own_gets_what_its_job_may_use_and_no_more(JenkinsRule jenkins) throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        add(new BasicSSHUserPrivateKey(CredentialsScope.SYSTEM, "system", "deployer", source("system"), "phrase", ""));
        store(team).addCredentials(Domain.global(), key("teams", "key"));
        Run<?, ?> inside = run(jenkins, team.createProject(WorkflowJob.class, "web"));
        Run<?, ?> outside = run(jenkins, jenkins.createProject(WorkflowJob.class, "other"));
        HostConnections connections = HostConnections.get();

        assertThat(connections.engine(inside, "ssh://toxis", "teams", "").name())
                .isEqualTo("ssh://toxis");
        assertThatThrownBy(() -> connections.engine(outside, "ssh://toxis", "teams", ""))
                .hasMessage("ssh://toxis: this job has no credentials \"teams\" for that host");
        assertThatThrownBy(() -> connections.engine(inside, "ssh://toxis", "system", ""))
                .hasMessage("ssh://toxis: this job has no credentials \"system\" for that host");
        assertThatThrownBy(() -> connections.engine(inside, "unix:///var/run/docker.sock", "teams", ""))
                .hasMessageContaining("is none that a Pipeline can use");
        assertThatThrownBy(() -> connections.engine(inside, "tcp://toxis:2376", "teams", ""))
                .hasMessageContaining("must name certificates");
    }

    @Test
    void uses_are_noted(JenkinsRule jenkins) throws Exception {
        Credentials key = key("toxis-key", "first");
        add(key);
        configure("toxis-key", "");
        Run<?, ?> run = run(jenkins, jenkins.createProject(WorkflowJob.class, "web"));

        HostConnections.get().track(run, TOXIS);

        assertThat(CredentialsProvider.getOrCreateFingerprintOf(key).getUsages())
                .containsKey("web");
    }

    @Test
    void registries_are_logged_in_to(JenkinsRule jenkins) throws Exception {
        add(new UsernamePasswordCredentialsImpl(CredentialsScope.SYSTEM, "hub", "", "ann", "password"));
        RegistryAccess hub = new RegistryAccess("index.docker.io");
        hub.setCredentialsId("hub");
        RegistryAccess dangling = new RegistryAccess("registry.example.org:5000");
        dangling.setCredentialsId("gone");
        DeployerConfiguration.get().setRegistries(List.of(hub, dangling));
        ConfiguredLogins logins = new ConfiguredLogins();

        assertThat(logins.find("docker.io")).contains(new Login("ann", "password"));
        assertThat(logins.find("quay.io")).isEmpty();
        assertThat(logins.remedy("docker.io"))
                .isEqualTo("give other credentials to the registry docker.io under Manage Jenkins, System, Deployer");
        assertThat(logins.remedy("quay.io"))
                .isEqualTo("give credentials to the registry quay.io under Manage Jenkins, System, Deployer");
        assertThatThrownBy(() -> logins.find("registry.example.org:5000"))
                .hasMessage("there are no credentials \"gone\" with a user name and a password on this controller; give"
                        + " others to the registry registry.example.org:5000 under Manage Jenkins, System, Deployer");
    }

    private static Run<?, ?> run(JenkinsRule jenkins, WorkflowJob job) throws Exception {
        job.setDefinition(new CpsFlowDefinition("echo 'here'", true));
        return jenkins.buildAndAssertSuccess(job);
    }

    private static BasicSSHUserPrivateKey key(String id, String text) {
        return new BasicSSHUserPrivateKey(CredentialsScope.GLOBAL, id, "deployer", source(text), "phrase", "");
    }

    private static BasicSSHUserPrivateKey.PrivateKeySource source(String text) {
        return new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(text);
    }

    private static void add(Credentials credentials) throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
    }

    private static CredentialsStore store(ItemGroup<?> group) {
        return CredentialsProvider.lookupStores(group).iterator().next();
    }

    private static void configure(String credentialsId, String hostKeys) {
        HostAccess access = new HostAccess("toxis");
        access.setCredentialsId(credentialsId);
        access.setHostKeys(hostKeys);
        DeployerConfiguration.get().setHosts(List.of(access));
    }

    private void shell(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
