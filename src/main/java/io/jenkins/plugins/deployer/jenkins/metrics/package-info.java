/** What is there only if the plugin metrics is; entered through its extensions alone. */
package io.jenkins.plugins.deployer.jenkins.metrics;
