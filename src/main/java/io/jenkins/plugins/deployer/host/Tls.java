package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * How to speak TLS to an engine.
 *
 * @param sockets knows this side's certificate and key, and what authority vouches for the engine
 * @param identified whether there is such a certificate
 */
record Tls(SSLSocketFactory sockets, boolean identified) {
    private static final char[] NO_PASSWORD = {};

    static Tls of(
            List<X509Certificate> authorities, List<X509Certificate> chain, Optional<PrivateKey> key, String place)
            throws EngineException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    key.isPresent() ? identity(chain, key.get()).getKeyManagers() : null,
                    trusted(authorities).getTrustManagers(),
                    null);
            return new Tls(context.getSocketFactory(), key.isPresent());
        } catch (GeneralSecurityException | IOException e) {
            throw EngineException.lasting("the certificates in " + place + " do not fit: " + e.getMessage(), e);
        }
    }

    private static TrustManagerFactory trusted(List<X509Certificate> authorities)
            throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (authorities.isEmpty()) {
            factory.init((KeyStore) null);
            return factory;
        }
        KeyStore store = emptyStore();
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("ca-" + store.size(), authority);
        }
        factory.init(store);
        return factory;
    }

    private static KeyManagerFactory identity(List<X509Certificate> chain, PrivateKey key)
            throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory;
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
