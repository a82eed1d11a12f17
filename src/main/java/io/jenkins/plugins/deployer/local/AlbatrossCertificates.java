package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.host.CertificateLogin;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.rules.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Who the user is at Albatross servers: for each a directory with files of the names that Docker's have. Read when they are
 * needed, and kept nowhere.
 */
final class AlbatrossCertificates {
    /** In the order in which their absence is told. */
    private static final List<String> FILES = List.of("ca.pem", "cert.pem", "key.pem");

    @Option(
            names = "--albatross",
            paramLabel = "DIR",
            description = {
                "Where the certificates for Albatross hosts are: in DIR/HOST, ca.pem (the server's authority), cert.pem"
                        + " (what may sign commands, and its chain) and key.pem.",
                "Default: $XDG_CONFIG_HOME/deployer/albatross, else ~/.config/deployer/albatross."
            })
    private Path given;

    /** Certificates in a directory, instead of where the user's are. */
    static AlbatrossCertificates in(Path directory) {
        AlbatrossCertificates certificates = new AlbatrossCertificates();
        certificates.given = directory;
        return certificates;
    }

    /**
     * The certificates for a host.
     *
     * @throws EngineException with a sentence if one is missing or cannot be understood
     */
    CertificateLogin of(Host.Albatross host) throws EngineException {
        Path directory = directory(System.getenv()).resolve(host.name());
        String[] texts = new String[FILES.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(host, directory.resolve(FILES.get(i)));
        }
        return CertificateLogin.ofPem(
                Optional.of(texts[0]), Optional.of(texts[1]), Optional.of(texts[2]), directory.toString());
    }

    private static String text(Host.Albatross host, Path file) throws EngineException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw EngineException.lasting(
                    host.name() + " is reached with certificates, of which " + file
                            + " is missing; put ca.pem (the server's authority), cert.pem (what may sign commands) and"
                            + " key.pem there, or name another directory with --albatross",
                    e);
        } catch (IOException e) {
            throw EngineException.lasting(
                    "the certificates for " + host.name() + " cannot be read from " + file + ": " + e.getMessage(), e);
        }
    }

    private Path directory(Map<String, String> environment) {
        if (given != null) {
            return given.toAbsolutePath();
        }
        String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path base = configuration.startsWith("/")
                ? Path.of(configuration)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config");
        return base.resolve("deployer").resolve("albatross");
    }
}
