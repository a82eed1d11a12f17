package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * With what certificates to speak TLS to an engine.
 *
 * @param sockets knows this side's certificate and key, and what authority vouches for the engine
 */
record Tls(SSLSocketFactory sockets) {
    private static final char[] NO_PASSWORD = {};

    /**
     * Reads the files as the docker client names them: {@code ca.pem} (without it, Java's own authorities count), and
     * {@code cert.pem} with {@code key.pem} to identify this side.
     *
     * @throws EngineException if a file is there and cannot be understood, or one of the pair is missing
     */
    static Tls of(Path directory) throws EngineException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity(directory.resolve("cert.pem"), directory.resolve("key.pem"))
                            .map(KeyManagerFactory::getKeyManagers)
                            .orElse(null),
                    trusted(directory.resolve("ca.pem")).getTrustManagers(),
                    null);
            return new Tls(context.getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw EngineException.lasting("the certificates in " + directory + " do not fit: " + e.getMessage(), e);
        } catch (IOException e) {
            throw e instanceof EngineException said
                    ? said
                    : EngineException.lasting(
                            "the certificates in " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static TrustManagerFactory trusted(Path authority) throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (Files.exists(authority)) {
            KeyStore store = emptyStore();
            int number = 0;
            for (Certificate certificate : certificates(authority)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            factory.init(store);
        } else {
            factory.init((KeyStore) null);
        }
        return factory;
    }

    private static Optional<KeyManagerFactory> identity(Path certificate, Path key)
            throws IOException, GeneralSecurityException {
        if (!Files.exists(certificate) && !Files.exists(key)) {
            return Optional.empty();
        }
        if (!Files.exists(certificate) || !Files.exists(key)) {
            throw EngineException.lasting(
                    "of " + certificate + " and " + key + " only one exists; both are needed to identify this side",
                    null);
        }
        Collection<? extends Certificate> chain = certificates(certificate);
        if (chain.isEmpty()) {
            throw EngineException.lasting("there is no certificate in " + certificate, null);
        }
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client",
                PrivateKeyPem.read(key, chain.iterator().next().getPublicKey()),
                NO_PASSWORD,
                chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return Optional.of(factory);
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
