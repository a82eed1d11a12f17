/**
 * The way from the controller to hosts and registries: with credentials that only the controller may use, from the
 * controller itself or through deploy agents.
 */
package io.jenkins.plugins.deployer.jenkins.hosts;
