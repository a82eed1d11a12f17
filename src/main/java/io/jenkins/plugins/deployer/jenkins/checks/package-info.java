/** What is there only if the plugin checks-api is; entered through its extensions alone. */
package io.jenkins.plugins.deployer.jenkins.checks;
