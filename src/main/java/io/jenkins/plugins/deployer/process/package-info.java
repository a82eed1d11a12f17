/** Running a command line: an argument list, never a shell string. */
package io.jenkins.plugins.deployer.process;
