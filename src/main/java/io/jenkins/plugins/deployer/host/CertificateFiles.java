package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Certificates in files as the docker client names them: {@code ca.pem} (without it, Java's own authorities count), and
 * {@code cert.pem} with {@code key.pem} to identify this side.
 */
record CertificateFiles(Path directory) implements Certificates {
    @Override
    public Tls tls() throws EngineException {
        Path certificate = directory.resolve("cert.pem");
        Path key = directory.resolve("key.pem");
        if (Files.exists(certificate) != Files.exists(key)) {
            throw EngineException.lasting(
                    "of " + certificate + " and " + key + " only one exists; both are needed to identify this side",
                    null);
        }
        return CertificatePem.read(
                        text(directory.resolve("ca.pem")), text(certificate), text(key), directory.toString())
                .tls();
    }

    private Optional<String> text(Path file) throws EngineException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw EngineException.lasting("the certificates in " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String authorityPlace() {
        return directory.resolve("ca.pem").toString();
    }

    @Override
    public String identityPlace() {
        return "cert.pem and key.pem into " + directory;
    }
}
