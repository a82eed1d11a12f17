package io.jenkins.plugins.deployer.unikernel.albatross;

import io.jenkins.plugins.deployer.host.CertificateLogin;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who we are at a TLS endpoint: an authority of which the server knows the root, and which signs a certificate for each
 * command. Either that root itself, or one that it delegated a path to, within a policy. Its text shows no secret.
 *
 * @param chain the authority's certificate, and those that lead from it to the root
 * @param key of the authority
 * @param path that the certificates of the chain give: commands are about what is under it
 */
public record Identity(List<X509Certificate> chain, PrivateKey key, List<String> path) {
    /** The server takes fewer than ten, the command's included (tls/vmm_tls.ml, {@code handle}). */
    private static final int LONGEST_CHAIN = 8;

    public Identity {
        chain = List.copyOf(chain);
        path = List.copyOf(path);
    }

    /**
     * From a certificate and its key.
     *
     * @throws AlbatrossException if they cannot sign commands
     */
    public static Identity of(CertificateLogin login) throws AlbatrossException {
        if (login.chain().isEmpty()) {
            throw AlbatrossException.unfit(
                    "an Albatross server is reached with a certificate that may sign commands, and its key; give them to "
                            + login.place(),
                    null);
        }
        X509Certificate own = login.chain().get(0);
        if (own.getBasicConstraints() < 0) {
            throw AlbatrossException.unfit(
                    "the certificate that is given to " + login.place() + " (" + own.getSubjectX500Principal()
                            + ") cannot sign commands; give the authority's own, as albatross-client generate or sign"
                            + " makes it",
                    null);
        }
        if (login.chain().size() > LONGEST_CHAIN) {
            throw AlbatrossException.unfit(
                    "the chain of certificates that is given to " + login.place() + " has more than " + LONGEST_CHAIN,
                    null);
        }
        try {
            PrivateKey key = login.key().orElseThrow();
            if (!CertificateSigning.of(own, key).isGenuine()) {
                throw AlbatrossException.unfit(
                        "the key that is given to " + login.place() + " is not that of the certificate "
                                + own.getSubjectX500Principal(),
                        null);
            }
            return new Identity(login.chain(), key, CertificateExtension.path(login.chain()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw AlbatrossException.unfit(
                    "the certificates that are given to " + login.place() + " are of no use for Albatross: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Delegates to a path below, for a few minutes.
     *
     * @param policy that the server sets there before each command
     */
    Identity under(String label, Policy policy) throws GeneralSecurityException {
        Issued issued = CertificateSigning.of(chain.get(0), key)
                .authority(label, Request.addPolicy(policy).extension(Optional.empty()));
        List<String> further = new ArrayList<>(path);
        further.add(label);
        return new Identity(followed(issued.certificate()), issued.key(), further);
    }

    /** A certificate for one command; the chain begins with it. */
    Leaf leaf(Name name, byte[] extension) throws GeneralSecurityException {
        Issued issued =
                CertificateSigning.of(chain.get(0), key).command(name.label().orElse("."), extension);
        return new Leaf(followed(issued.certificate()), issued.key());
    }

    private List<X509Certificate> followed(X509Certificate first) {
        List<X509Certificate> all = new ArrayList<>(List.of(first));
        all.addAll(chain);
        return all;
    }

    @Override
    public String toString() {
        return "Identity[" + chain.get(0).getSubjectX500Principal() + "]";
    }

    /** A certificate that was just made, and its key. */
    record Issued(X509Certificate certificate, PrivateKey key) {}

    /** What a command is sent with. */
    record Leaf(List<X509Certificate> chain, PrivateKey key) {}
}
