/**
 * Solo5 hosts: machines reached by SSH on which solo5-hvt or solo5-spt runs unikernels from a directory, restarted by
 * systemd or by a command of the administrator's own. docs/hosts.md is for those who set one up.
 */
package io.jenkins.plugins.deployer.unikernel.solo5;
