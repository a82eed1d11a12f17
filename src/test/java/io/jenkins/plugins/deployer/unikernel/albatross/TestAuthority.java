package io.jenkins.plugins.deployer.unikernel.albatross;

import io.jenkins.plugins.deployer.host.CertificateLogin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What {@code albatross-client generate} and {@code sign} make, made by openssl. */
final class TestAuthority {
    private final Path directory;

    private TestAuthority(Path directory) {
        this.directory = directory;
    }

    /** @param algorithm as {@code openssl genpkey} takes it: {@code ed25519}, {@code RSA}, {@code EC -pkeyopt …} */
    static TestAuthority generate(Path directory, String algorithm) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        TestAuthority authority = new TestAuthority(directory);
        authority.openssl("genpkey -algorithm " + algorithm + " -out ca.key");
        authority.openssl("req -x509 -key ca.key -days 2 -subj /CN=albatross:ca -out cacert.pem"
                + " -addext keyUsage=critical,keyCertSign,cRLSign,digitalSignature,nonRepudiation");
        authority.openssl("genpkey -algorithm ed25519 -out server.key");
        authority.openssl("req -new -key server.key -subj /CN=server -out server.req");
        Files.writeString(
                directory.resolve("server.ext"),
                "basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature,keyEncipherment\n"
                        + "extendedKeyUsage=critical,serverAuth\n");
        authority.openssl(
                "x509 -req -in server.req -CA cacert.pem -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext"
                        + " -out server.pem");
        return authority;
    }

    /** Delegates a path. The policy is given in DER. */
    CertificateLogin delegated(String label, String policy) throws IOException, InterruptedException {
        openssl("genpkey -algorithm ed25519 -out " + label + ".key");
        openssl("req -new -key " + label + ".key -subj /CN=" + label + " -out " + label + ".req");
        Files.writeString(
                directory.resolve(label + ".ext"),
                "basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n"
                        + "1.3.6.1.4.1.49836.42=DER:" + policy + "\n");
        openssl("x509 -req -in " + label + ".req -CA cacert.pem -CAkey ca.key -CAcreateserial -days 2 -extfile " + label
                + ".ext -out " + label + ".pem");
        return login(text(label + ".pem") + text("cacert.pem"), text(label + ".key"));
    }

    /** The root itself. */
    CertificateLogin root() throws IOException {
        return login(text("cacert.pem"), text("ca.key"));
    }

    private CertificateLogin login(String chain, String key) throws IOException {
        return CertificateLogin.ofPem(Optional.of(text("cacert.pem")), Optional.of(chain), Optional.of(key), "robur");
    }

    /** What the server shows. */
    CertificateLogin server() throws IOException {
        return login(text("server.pem"), text("server.key"));
    }

    private String text(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("openssl " + arguments + ": " + output);
        }
    }
}
