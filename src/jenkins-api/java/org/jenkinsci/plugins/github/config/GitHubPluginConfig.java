package org.jenkinsci.plugins.github.config;

import java.util.List;
import jenkins.model.GlobalConfiguration;

public class GitHubPluginConfig extends GlobalConfiguration {
    private GitHubPluginConfig() {}

    public List<HookSecretConfig> getHookSecretConfigs() {
        throw new UnsupportedOperationException();
    }
}
