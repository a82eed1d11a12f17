package io.jenkins.plugins.deployer.unikernel.albatross;

import io.jenkins.plugins.deployer.host.CertificateLogin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An Albatross 2.7 at the wire, with an authority of its own, for tests elsewhere. */
public final class PlayedAlbatross implements AutoCloseable {
    private final Path certificates;
    private final TestAuthority authority;
    private final WireAlbatross server;

    private PlayedAlbatross(Path certificates, TestAuthority authority, WireAlbatross server) {
        this.certificates = certificates;
        this.authority = authority;
        this.server = server;
    }

    /** @param certificates gets {@code cacert.pem}, {@code ca.key} and the like */
    public static PlayedAlbatross start(Path certificates)
            throws IOException, InterruptedException, GeneralSecurityException {
        TestAuthority authority = TestAuthority.generate(certificates, "ed25519");
        return new PlayedAlbatross(certificates, authority, WireAlbatross.tls(Release.V2_7, authority));
    }

    /** As in rules. */
    public String endpoint() {
        return "localhost:" + server.port();
    }

    /** The certificate of the authority, which vouches for the server and signs commands. */
    public String authority() throws IOException {
        return Files.readString(certificates.resolve("cacert.pem"));
    }

    /** What the authority signs with. */
    public String key() throws IOException {
        return Files.readString(certificates.resolve("ca.key"));
    }

    /** Who may do everything. */
    public CertificateLogin root() throws IOException {
        return authority.root();
    }

    /** Who may run two unikernels with 256 MiB on br0 under a path. */
    public CertificateLogin delegated(String label) throws IOException, InterruptedException {
        return delegated(label, 256);
    }

    /** The same with so many MiB. {@code LABEL.pem} and {@code LABEL.key} are then among the certificates. */
    public CertificateLogin delegated(String label, int memory) throws IOException, InterruptedException {
        Policy policy = new Policy(List.of(0), 2, memory, OptionalLong.empty(), List.of("br0"));
        return authority.delegated(
                label, HexFormat.of().formatHex(Request.addPolicy(policy).extension(Optional.empty())));
    }

    /** What {@link #delegated} made, as docs/hosts.md says how to. */
    public KeyStore store(String label, char[] password)
            throws IOException, InterruptedException, GeneralSecurityException {
        Process process = new ProcessBuilder(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-inkey",
                        label + ".key",
                        "-in",
                        label + ".pem",
                        "-certfile",
                        "cacert.pem",
                        "-out",
                        label + ".p12",
                        "-passout",
                        "pass:" + new String(password))
                .directory(certificates.toFile())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("openssl made no key store");
        }
        return KeyStore.getInstance(certificates.resolve(label + ".p12").toFile(), password);
    }

    /** What runs under a name, as text; empty if nothing does. */
    public String running(String name) {
        return server.daemon()
                .running(name)
                .map(one -> new String(one.image(), StandardCharsets.UTF_8))
                .orElse("");
    }

    public boolean isRunning(String name) {
        return server.daemon().running(name).isPresent();
    }

    /** Ends what runs under a name. */
    public void crash(String name) {
        server.daemon().crash(name);
    }

    /** The commands that it understood. */
    public List<String> asked() {
        return server.asked();
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
