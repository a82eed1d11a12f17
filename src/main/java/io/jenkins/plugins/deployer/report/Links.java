package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.net.URI;
import java.util.Optional;

/** Addresses that are safe to follow: no scheme of the rules may run anything in the reader's browser. */
public final class Links {
    private Links() {}

    /** The page of a repository; empty if the forge has none. */
    public static Optional<URI> of(URI forge, RepositoryName repository) {
        String base = forge.toString();
        return web(Optional.of(URI.create((base.endsWith("/") ? base : base + "/") + repository)));
    }

    /** The address, if it is one of the web. */
    public static Optional<URI> web(Optional<URI> address) {
        return address.filter(
                uri -> "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
    }
}
