package io.jenkins.plugins.deployer.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority made for this run, a server certificate for 127.0.0.1 and localhost, and a client's. The
 * files are named as Docker names them in {@code DOCKER_CERT_PATH}: ca.pem, cert.pem and key.pem are the client's.
 */
public final class Certificates {
    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    static Certificates generate(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(
                    directory.resolve("server.ext"),
                    "subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth\n");
            Files.writeString(directory.resolve("client.ext"), "extendedKeyUsage=clientAuth\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Certificates certificates = new Certificates(directory);
        certificates.openssl("req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 2"
                + " -subj /CN=deployer-test-ca -keyout ca-key.pem -out ca.pem");
        certificates.issue("server", "server-key.pem", "server.pem");
        certificates.issue("client", "key.pem", "cert.pem");
        return certificates;
    }

    /** Where ca.pem, cert.pem and key.pem of a client are. */
    public Path directory() {
        return directory;
    }

    public Path authority() {
        return directory.resolve("ca.pem");
    }

    Path server() {
        return directory.resolve("server.pem");
    }

    Path serverKey() {
        return directory.resolve("server-key.pem");
    }

    /** Trusts this authority alone. */
    public SSLContext trust() {
        try (var pem = Files.newInputStream(authority())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void issue(String who, String key, String certificate) {
        openssl("req -new -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN=deployer-test-" + who
                + " -keyout " + key + " -out " + who + ".csr");
        openssl("x509 -req -days 2 -in " + who + ".csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -extfile " + who
                + ".ext -out " + certificate);
    }

    private void openssl(String arguments) {
        Shell.run(
                Map.of(),
                new byte[0],
                List.of("sh", "-c", "cd \"$0\" && exec openssl " + arguments, directory.toString()));
    }
}
