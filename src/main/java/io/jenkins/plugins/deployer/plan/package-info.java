/**
 * What the rules ask for one revision of one repository: builds, publications and deployments, with their order. Pure:
 * nothing here reads a file, a clock or a network.
 */
package io.jenkins.plugins.deployer.plan;
