/** GitHub, as the local command knows it: a GitHub App that reads and sets statuses, and webhooks that tell of pushes. */
package io.jenkins.plugins.deployer.local.github;
