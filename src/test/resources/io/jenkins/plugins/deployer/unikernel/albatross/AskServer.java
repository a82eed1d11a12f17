import io.jenkins.plugins.deployer.host.CertificateLogin;
import io.jenkins.plugins.deployer.host.Dialer;
import io.jenkins.plugins.deployer.unikernel.albatross.Albatross;
import io.jenkins.plugins.deployer.unikernel.albatross.AlbatrossException;
import io.jenkins.plugins.deployer.unikernel.albatross.Identity;
import io.jenkins.plugins.deployer.unikernel.albatross.TimeLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Asks a server of this machine what it runs; prints why not. */
public class AskServer {
    public static void main(String[] arguments) throws Exception {
        Optional<String> certificate = Optional.of(Files.readString(Path.of(arguments[0], "cacert.pem")));
        Optional<String> key = Optional.of(Files.readString(Path.of(arguments[0], "ca.key")));
        CertificateLogin login = CertificateLogin.ofPem(certificate, certificate, key, "here");
        Albatross server = Albatross.tls(
                "127.0.0.1",
                Integer.parseInt(arguments[1]),
                Identity.of(login),
                login.authorities(),
                Dialer.DIRECT,
                TimeLimits.USUAL);
        try {
            System.out.println(server.info());
        } catch (AlbatrossException e) {
            System.out.println(e.kind());
        }
    }
}
