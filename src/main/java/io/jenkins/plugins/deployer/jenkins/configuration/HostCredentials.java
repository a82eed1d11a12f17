package io.jenkins.plugins.deployer.jenkins.configuration;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.ExtensionPoint;

/** A type of credentials that open a host, beside SSH keys and certificates: one that another plugin brings. */
public interface HostCredentials extends ExtensionPoint {
    Class<? extends StandardCredentials> type();
}
