package io.jenkins.plugins.deployer.host;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A login by TLS.
 *
 * @param authorities that vouch for the engine; empty: Java's own
 * @param chain the certificate that identifies this side, and those that lead from it to an authority; empty: none
 * @param key that belongs to the chain; empty if that is
 * @param place where a person changes all this, for sentences
 */
public record CertificateLogin(
        List<X509Certificate> authorities, List<X509Certificate> chain, Optional<PrivateKey> key, String place)
        implements HostLogin.Given, Certificates {
    public CertificateLogin {
        authorities = List.copyOf(authorities);
        chain = List.copyOf(chain);
        if (chain.isEmpty() == key.isPresent()) {
            throw new IllegalArgumentException("a certificate and its key come together");
        }
    }

    static CertificateLogin without(String place) {
        return new CertificateLogin(List.of(), List.of(), Optional.empty(), place);
    }

    /**
     * From texts in PEM, as Docker's files ca.pem, cert.pem and key.pem are.
     *
     * @throws EngineException if a text cannot be understood
     */
    public static CertificateLogin ofPem(
            Optional<String> authorities, Optional<String> certificate, Optional<String> key, String place)
            throws EngineException {
        return CertificatePem.read(authorities, certificate, key, place);
    }

    /**
     * From a key store: its first private key with its chain, and the certificates it trusts; where it trusts none, the
     * authorities in the chain.
     *
     * @param password of the private key
     * @throws EngineException if there is no private key in it, or none of that password
     */
    public static CertificateLogin of(KeyStore store, char[] password, String place) throws EngineException {
        try {
            List<X509Certificate> trusted = new ArrayList<>();
            Optional<CertificateLogin> identity = Optional.empty();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    trusted.addAll(x509(store.getCertificate(alias)));
                } else if (identity.isEmpty()
                        && store.isKeyEntry(alias)
                        && store.getKey(alias, password) instanceof PrivateKey key) {
                    List<X509Certificate> chain = x509(store.getCertificateChain(alias));
                    identity = Optional.of(new CertificateLogin(authorities(chain), chain, Optional.of(key), place));
                }
            }
            CertificateLogin found = identity.orElseThrow(() -> EngineException.lasting(
                    "there is no private key in the key store that is given to " + place, null));
            return trusted.isEmpty() ? found : new CertificateLogin(trusted, found.chain, found.key, place);
        } catch (GeneralSecurityException e) {
            throw EngineException.lasting(
                    "the key store that is given to " + place + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> x509(Certificate... certificates) {
        List<X509Certificate> found = new ArrayList<>();
        for (Certificate certificate : certificates) {
            if (certificate instanceof X509Certificate x509) {
                found.add(x509);
            }
        }
        return found;
    }

    private static List<X509Certificate> authorities(List<X509Certificate> chain) {
        return chain.stream()
                .filter(certificate -> certificate.getBasicConstraints() >= 0)
                .toList();
    }

    @Override
    public Tls tls() throws EngineException {
        return Tls.of(authorities, chain, key, place);
    }

    @Override
    public String authorityPlace() {
        return "the certificate of an authority that is given to " + place;
    }

    @Override
    public String identityPlace() {
        return "a client certificate and its key to " + place;
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return "CertificateLogin[" + place + "]";
    }
}
