/**
 * Talking to an Albatross server, the daemon that runs unikernels: a client of its own for the wire protocol of
 * releases 1.5.0 to 2.7.2, over TLS or the server's unix sockets. One command is one connection. Nothing here decides
 * anything about deploying; {@link io.jenkins.plugins.deployer.unikernel.albatross.Albatross} is where to begin.
 */
package io.jenkins.plugins.deployer.unikernel.albatross;
