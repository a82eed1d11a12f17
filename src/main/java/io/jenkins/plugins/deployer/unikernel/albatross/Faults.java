package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;

/** Makes sentences of what went wrong on a connection. */
final class Faults {
    private Faults() {}

    /** @param doing what was wanted: {@code destroy www} */
    static AlbatrossException explained(String server, String doing, IOException e) {
        if (e instanceof AlbatrossException said) {
            return said;
        }
        if (e instanceof MalformedException) {
            return broken(server + " sent " + e.getMessage() + " when it was to " + doing, e);
        }
        if (e instanceof SocketTimeoutException) {
            return broken(server + " did not answer in time when it was to " + doing + " (" + e.getMessage() + ")", e);
        }
        if (e instanceof SSLException && !(e instanceof InterruptedIOException)) {
            return explained(server, doing, (SSLException) e);
        }
        return broken(
                "the connection to " + server + " broke when it was to " + doing + " (" + e.getMessage() + ")", e);
    }

    /**
     * What a failure means. Most are the daemon's, who does not want to. But some are the endpoint's own, about the daemon
     * behind it (daemon/albatross_tls_endpoint.ml).
     */
    static AlbatrossException said(String server, String doing, String said) {
        return switch (said) {
            case "couldn't reach service", "failed to write policy", "read error after writing policy" ->
                new AlbatrossException(
                        AlbatrossException.Kind.UNREACHABLE,
                        server + " runs, but does not reach the daemon behind it that is to " + doing + " (" + said
                                + "), so nothing was changed; are albatrossd, albatross-console and albatross-stats"
                                + " running there?",
                        null);
            case "error reading from fd",
                    "couldn't write unikernel to VMMD",
                    "exception while reading from fd",
                    "exception" ->
                new AlbatrossException(
                        AlbatrossException.Kind.BROKEN,
                        "the daemon behind " + server + " ended, or was started again, when it was to " + doing + " ("
                                + said + "); its log says why",
                        null);
            default -> AlbatrossException.refused(server, doing, said);
        };
    }

    /** What the other side did before it can have heard a command, so that nothing was changed. */
    static IOException inHandshake(String server, IOException e) {
        String said = String.valueOf(e.getMessage());
        boolean explained = said.contains("fatal alert") || said.contains("PKIX") || said.contains("certificate");
        boolean ours = e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException)
                || Thread.currentThread().isInterrupted();
        if (explained || ours || e instanceof AlbatrossException) {
            return e;
        }
        return new AlbatrossException(
                AlbatrossException.Kind.UNREACHABLE,
                server + " broke the connection off before it was secured (" + said + "), so nothing was changed."
                        + " It does that when it does not trust our certificate, when what listens there is not"
                        + " albatross-tls-endpoint, or when it is restarted; its log says which",
                e);
    }

    /**
     * As TLS 1.3 has no answer to a certificate, a server that does not accept ours says so when the first reply is
     * awaited.
     */
    private static AlbatrossException explained(String server, String doing, SSLException e) {
        String said = String.valueOf(e.getMessage());
        if (said.contains("fatal alert")) {
            return new AlbatrossException(
                    AlbatrossException.Kind.UNTRUSTED,
                    server + " does not accept this side's certificate (" + said
                            + "): it must be from the authority that"
                            + " albatross-tls-endpoint was started with, or be delegated by that, and no certificate on"
                            + " the way may have expired; a clock that is minutes off does that too",
                    e);
        }
        if (said.contains("PKIX") || said.contains("certificate")) {
            return new AlbatrossException(
                    AlbatrossException.Kind.UNTRUSTED,
                    server + " shows a certificate that the authority given for it does not vouch for, so it may be"
                            + " somebody else; if the server's authority is new, give its certificate (" + said + ")",
                    e);
        }
        return broken(
                "the secured connection to " + server + " broke when it was to " + doing + " (" + said
                        + "); if that is so each time, it may be that it does not trust our certificate",
                e);
    }

    private static AlbatrossException broken(String message, IOException e) {
        return new AlbatrossException(AlbatrossException.Kind.BROKEN, message, e);
    }
}
