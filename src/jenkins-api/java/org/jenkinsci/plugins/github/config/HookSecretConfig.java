package org.jenkinsci.plugins.github.config;

import hudson.model.AbstractDescribableImpl;
import hudson.util.Secret;

public class HookSecretConfig extends AbstractDescribableImpl<HookSecretConfig> {
    private HookSecretConfig() {}

    public Secret getHookSecret() {
        throw new UnsupportedOperationException();
    }
}
