package io.jenkins.plugins.deployer.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates as Docker and openssl write them. */
final class CertificatePem {
    private CertificatePem() {}

    static CertificateLogin read(
            Optional<String> authorities, Optional<String> certificate, Optional<String> key, String place)
            throws EngineException {
        if (certificate.isPresent() != key.isPresent()) {
            throw EngineException.lasting(
                    "of a client certificate and its key only one is given to " + place
                            + "; both are needed to identify this side",
                    null);
        }
        try {
            List<X509Certificate> trusted = authorities.isPresent() ? certificates(authorities.get()) : List.of();
            List<X509Certificate> chain = certificate.isPresent() ? certificates(certificate.get()) : List.of();
            if (authorities.isPresent() && trusted.isEmpty()) {
                throw EngineException.lasting("there is no certificate of an authority in " + place, null);
            }
            if (certificate.isPresent() && chain.isEmpty()) {
                throw EngineException.lasting("there is no client certificate in " + place, null);
            }
            return new CertificateLogin(
                    trusted,
                    chain,
                    chain.isEmpty()
                            ? Optional.empty()
                            : Optional.of(PrivateKeyPem.read(
                                    key.get(), place, chain.get(0).getPublicKey())),
                    place);
        } catch (GeneralSecurityException e) {
            throw EngineException.lasting("the certificates in " + place + " do not fit: " + e.getMessage(), e);
        } catch (IOException e) {
            throw e instanceof EngineException said
                    ? said
                    : EngineException.lasting("the certificates in " + place + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))) {
            found.add((X509Certificate) certificate);
        }
        return found;
    }
}
