package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;

/** A conversation with an Albatross server failed; the message says with which, about what, why and what to do. */
public final class AlbatrossException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What a caller can act on. */
    public enum Kind {
        /** There was no connection, so nothing was changed. Passes by itself, perhaps. */
        UNREACHABLE,
        /** One side does not accept the other's certificate, so nothing was changed. */
        UNTRUSTED,
        /** What is wanted cannot be said to this server, or not with this certificate; nothing was sent. */
        UNFIT,
        /** The server said no; {@link AlbatrossException#said} is what it said. */
        REFUSED,
        /** The server closed the connection without an answer: for all that is known nothing was changed. */
        SILENT,
        /** The connection broke, or nothing came in time: whether the server did it, only asking it again tells. */
        BROKEN,
        /** A file of this machine could not be read or written. */
        FILE
    }

    private final Kind kind;
    private final String said;

    AlbatrossException(Kind kind, String message, Throwable cause) {
        this(kind, message, "", cause);
    }

    private AlbatrossException(Kind kind, String message, String said, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.said = said;
    }

    static AlbatrossException refused(String server, String what, String said) {
        return new AlbatrossException(Kind.REFUSED, server + " refused to " + what + ": " + said, said, null);
    }

    static AlbatrossException silent(String server, String what) {
        return new AlbatrossException(
                Kind.SILENT,
                server + " closed the connection without an answer to: " + what + ". It does that when it does not"
                        + " understand the command, being older than Albatross 1.5 or newer than 2.7; when it does not trust our"
                        + " certificate; when the command's certificate is not signed as it wants it, by an intermediate that carries something other"
                        + " than a policy or has no name; or when its daemon ended. Its log says which",
                null);
    }

    static AlbatrossException unfit(String message, Throwable cause) {
        return new AlbatrossException(Kind.UNFIT, message, cause);
    }

    public Kind kind() {
        return kind;
    }

    /** The server's own words; empty unless it {@link Kind#REFUSED refused}. */
    public String said() {
        return said;
    }
}
