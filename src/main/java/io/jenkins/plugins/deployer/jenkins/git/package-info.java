/** Git repositories as the controller reaches them. */
package io.jenkins.plugins.deployer.jenkins.git;
