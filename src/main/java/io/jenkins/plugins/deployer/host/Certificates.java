package io.jenkins.plugins.deployer.host;

/** The certificates to speak TLS with: where they are, or themselves. Equal ones make equal connections. */
sealed interface Certificates permits CertificateFiles, CertificateLogin {
    /** @throws EngineException if they cannot be read or do not fit together */
    Tls tls() throws EngineException;

    /** What says which authorities vouch for an engine, for sentences. */
    String authorityPlace();

    /** What to put where to identify this side, for sentences. */
    String identityPlace();
}
