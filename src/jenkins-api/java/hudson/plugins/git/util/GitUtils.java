package hudson.plugins.git.util;

import hudson.EnvVars;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.plugins.git.GitTool;
import java.io.Serializable;

public class GitUtils implements Serializable {
    private GitUtils() {}

    public static GitTool resolveGitTool(String gitTool, Node builtOn, EnvVars env, TaskListener listener) {
        throw new UnsupportedOperationException();
    }
}
