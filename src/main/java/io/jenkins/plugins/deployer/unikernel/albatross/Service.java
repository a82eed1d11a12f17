package io.jenkins.plugins.deployer.unikernel.albatross;

/** The daemons of a server, each with a unix socket of its own; over TLS one endpoint speaks for all. */
enum Service {
    UNIKERNELS("vmmd"),
    CONSOLE("console"),
    STATISTICS("stat");

    private final String socket;

    Service(String socket) {
        this.socket = socket;
    }

    /** The file below the directory {@code util} of the server. */
    String socket() {
        return socket + ".sock";
    }
}
