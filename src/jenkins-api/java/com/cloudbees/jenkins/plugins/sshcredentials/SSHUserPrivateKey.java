package com.cloudbees.jenkins.plugins.sshcredentials;

public interface SSHUserPrivateKey extends SSHUser {}
