package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.image.DockerProbe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Asks an agent what docker it has. Blocks, and may be interrupted. */
final class AgentDocker {
    private static final long MINUTES = 2;

    /** An agent may answer anything; the most that it has to tell is a docker configuration, of which it cuts a megabyte. */
    private static final int LONGEST_ANSWER = 2_000_000;

    private AgentDocker() {}

    /** @throws AbortException if the agent does not answer, or is no machine that images can be built on */
    static DockerProbe of(FilePath workspace, Launcher launcher, EnvVars environment, TaskListener listener)
            throws IOException, InterruptedException {
        if (!launcher.isUnix()) {
            throw new AbortException("Images are built on agents with a POSIX shell, which Windows has not: choose"
                    + " agents for this architecture in the rules, or under Manage Jenkins, System, Deployer");
        }
        // Nothing may have been checked out yet.
        workspace.mkdirs();
        BoundedOutput output = new BoundedOutput(LONGEST_ANSWER);
        launcher.launch()
                .cmds("sh", "-s")
                .envs(literally(environment))
                .pwd(workspace)
                .quiet(true)
                .stdin(new ByteArrayInputStream(DockerProbe.script().getBytes(StandardCharsets.UTF_8)))
                .stdout(output)
                .stderr(output)
                .start()
                .joinWithTimeout(MINUTES, TimeUnit.MINUTES, listener);
        return DockerProbe.read(output.text());
    }

    /** A launcher replaces what looks like a variable. */
    private static Map<String, String> literally(EnvVars environment) {
        Map<String, String> escaped = new TreeMap<>(environment);
        escaped.replaceAll((name, value) -> value.replace("$", "$$"));
        return escaped;
    }
}
