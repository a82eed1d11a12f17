/** Brings one unikernel of one host to another image, proves that it runs, and puts the previous one back if not. */
package io.jenkins.plugins.deployer.unikernel.rollout;
