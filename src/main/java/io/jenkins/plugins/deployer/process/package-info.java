/** Running a command line, an argument list and never a shell string, and the files that are kept beside that. */
package io.jenkins.plugins.deployer.process;
