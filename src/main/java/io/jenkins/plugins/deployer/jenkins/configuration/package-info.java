/**
 * What an administrator configures on the controller: where the rules are, who may deploy, and which credentials belong
 * to the hosts and registries that the rules name. Holds no secret, only the ids of credentials. What is right and what
 * is wrong is decided in classes without Jenkins types; the others bind them to forms, to JCasC and to the disk.
 */
package io.jenkins.plugins.deployer.jenkins.configuration;
