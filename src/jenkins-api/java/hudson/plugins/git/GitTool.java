package hudson.plugins.git;

import hudson.tools.ToolInstallation;

public class GitTool extends ToolInstallation {
    private GitTool() {
        super(null, null);
    }

    public String getGitExe() {
        throw new UnsupportedOperationException();
    }
}
