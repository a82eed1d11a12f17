package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.HostAccess;
import io.jenkins.plugins.deployer.real.RealSolo5Host;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.unikernel.StagedUnikernels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A unikernel on a host behind a real sshd, from a repository with one line. */
@WithJenkins
@ExtendWith(RealSolo5Host.Extension.class)
class DeployToSolo5ITest {
    private static final String RUNS = "\nfirst\n#play\nexec sleep 1000\n";
    private static final String ENDS = "\nsecond\n#play\necho \"no configuration\"; exit 1\n";

    @TempDir
    private Path directory;

    @Test
    void a_good_one_runs_and_a_bad_one_is_put_back(JenkinsRule jenkins) throws Exception {
        try (RealSolo5Host m1 = RealSolo5Host.start();
                LiveUnikernel live = new LiveUnikernel(directory, "2s")) {
            live.on(m1.rules());
            WorkflowMultiBranchProject project = live.world().set(jenkins);
            enter(m1);

            live.push("deployer()", RUNS).record();
            Live.index(project);
            Live.awaitEnd(Live.run(jenkins, 1), Result.SUCCESS);
            assertThat("sha256:" + m1.state("www.runs")).isEqualTo(StagedUnikernels.digest(RUNS));

            live.push("deployer()", ENDS).record();
            Live.index(project);
            WorkflowRun bad = Live.awaitEnd(Live.run(jenkins, 2), Result.FAILURE);
            assertThat(Live.recorded(bad)).extracting(Deployment::outcome).containsExactly(Outcome.ROLLED_BACK);
            assertThat(Live.recorded(bad).get(0).restored()).contains(StagedUnikernels.digest(RUNS));
            jenkins.assertLogContains("no configuration", bad);
            assertThat("sha256:" + m1.state("www.runs")).isEqualTo(StagedUnikernels.digest(RUNS));
        }
    }

    private static void enter(RealSolo5Host m1) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new BasicSSHUserPrivateKey(
                        CredentialsScope.SYSTEM,
                        "m1-key",
                        "root",
                        new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(
                                Files.readString(m1.sshd().userKey())),
                        "",
                        ""));
        HostAccess access = new HostAccess("robur");
        access.setCredentialsId("m1-key");
        access.setHostKeys(m1.sshd().hostKey());
        DeployerConfiguration.get().setHosts(List.of(access));
    }
}
