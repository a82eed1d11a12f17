package io.jenkins.plugins.deployer.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whose certificates registries may have: those the system trusts and, as for Docker, those in
 * {@code certs.d/HOST[:PORT]/*.crt} (Docker documentation, "Verify repository client with certificates").
 *
 * @param directories where {@code HOST[:PORT]} directories are looked for; they need not exist
 */
record RegistryTrust(List<Path> directories) {
    RegistryTrust {
        directories = List.copyOf(directories);
    }

    /** The directory of the engine, and that beside the user's Docker configuration. */
    static RegistryTrust ofDocker() {
        return new RegistryTrust(List.of(
                Path.of("/etc/docker/certs.d"),
                DockerConfigLogins.userDirectory(System.getenv()).resolve("certs.d")));
    }

    /**
     * @param host with port if it is not the default
     * @return empty if what the system trusts is all
     */
    Optional<SSLContext> of(String host) throws ImageException {
        List<Path> files = files(host);
        if (files.isEmpty()) {
            return Optional.empty();
        }
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate : ofSystem()) {
                trusted.setCertificateEntry("system-" + trusted.size(), certificate);
            }
            for (Path file : files) {
                for (Certificate certificate : read(file)) {
                    trusted.setCertificateEntry(file + "-" + trusted.size(), certificate);
                }
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(trusted), null);
            return Optional.of(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new ImageException(
                    ImageException.Kind.FAILED,
                    "the certificates for " + host + " in " + files.get(0).getParent() + " cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    private List<Path> files(String host) throws ImageException {
        List<Path> found = new ArrayList<>();
        for (Path parent : directories) {
            Path directory = parent.resolve(host);
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.crt")) {
                files.forEach(found::add);
            } catch (IOException e) {
                throw new ImageException(
                        ImageException.Kind.FAILED,
                        "the certificates for " + host + " in " + directory + " cannot be read: " + e.getMessage(),
                        e);
            }
        }
        return found;
    }

    private static Iterable<? extends Certificate> read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream content = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(content);
        }
    }

    private static List<X509Certificate> ofSystem() throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager x509) {
                found.addAll(List.of(x509.getAcceptedIssuers()));
            }
        }
        return found;
    }

    private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
