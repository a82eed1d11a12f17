/** What is there only if the plugin github-branch-source is; entered through its extensions alone. */
package io.jenkins.plugins.deployer.jenkins.github;
