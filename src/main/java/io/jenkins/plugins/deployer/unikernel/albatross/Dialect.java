package io.jenkins.plugins.deployer.unikernel.albatross;

/**
 * What a release understands. All speak wire version 5; there is no negotiation, and what a server does not know it
 * answers by closing the connection. Source: src/vmm_asn.ml of the releases.
 */
public enum Dialect {
    V1_5("1.5 to 2.0", 7, 1),
    V2_1("2.1 to 2.3", 13, 2),
    V2_4("2.4", 15, 2),
    /** Images may come after the handshake, instead of in the certificate. */
    V2_5("2.5", 15, 2),
    V2_6("2.6", 18, 2),
    V2_7("2.7", 19, 2);

    private final String releases;
    private final int info;
    private final int subscribe;

    Dialect(String releases, int info, int subscribe) {
        this.releases = releases;
        this.info = info;
        this.subscribe = subscribe;
    }

    /** For people: {@code 2.1 to 2.3}. */
    public String releases() {
        return releases;
    }

    /** The tag of the question what is running. */
    int info() {
        return info;
    }

    /** The tag of the wish to see the console. */
    int subscribe() {
        return subscribe;
    }

    boolean streamsImages() {
        return compareTo(V2_5) >= 0;
    }

    /** Before, there is such a command, but 2.0.0 and 2.3.0 leave it without an answer and do nothing. */
    boolean restarts() {
        return compareTo(V2_4) >= 0;
    }

    boolean isBefore(Dialect other) {
        return compareTo(other) < 0;
    }
}
