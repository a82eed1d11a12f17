package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The authorities that vouch for a server, and nobody else: Java's own do not count. */
record ServerTrust(TrustManager[] managers) {
    static ServerTrust in(List<X509Certificate> authorities) throws AlbatrossException {
        if (authorities.isEmpty()) {
            throw AlbatrossException.unfit(
                    "the certificate of the authority that vouches for the Albatross server is missing", null);
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("ca-" + store.size(), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return new ServerTrust(factory.getTrustManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw AlbatrossException.unfit(
                    "the certificates of the authorities for the Albatross server do not fit: " + e.getMessage(), e);
        }
    }
}
