package io.jenkins.plugins.deployer.source;

import java.util.Optional;

/**
 * Tokens to read repositories with over HTTP. They reach {@code git} (2.31 or newer; an older one reads anonymously) in its
 * environment only: not on a command line, which every user of the machine sees, and not in a file. Asked before each
 * command; may block, and is used by several threads.
 */
public interface GitTokens {
    /** Nobody has one. */
    GitTokens NONE = url -> Optional.empty();

    /** The token for a repository; empty to read it without one. */
    Optional<String> of(GitUrl url);
}
