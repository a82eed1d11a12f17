/** What is there only if the plugin slack is; entered through its extensions alone. */
package io.jenkins.plugins.deployer.jenkins.slack;
