package io.jenkins.plugins.deployer.jenkins.hosts;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.ExtensionList;
import hudson.util.Secret;
import io.jenkins.plugins.deployer.host.CertificateLogin;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.HostKeys;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.host.KeyLogin;
import io.jenkins.plugins.deployer.host.SshKey;
import java.util.List;
import java.util.Optional;

/** What credentials of Jenkins are for a host. */
final class CredentialsLogin {
    private CredentialsLogin() {}

    /** Whether such credentials can open a host at all. */
    static boolean isPossible(StandardCredentials credentials) {
        return credentials instanceof SSHUserPrivateKey
                || credentials instanceof StandardCertificateCredentials
                || ExtensionList.lookup(OtherCredentials.class).stream()
                        .anyMatch(other -> other.type().isInstance(credentials));
    }

    /**
     * @param place where a person changes all this, for sentences
     * @throws EngineException if the credentials cannot be understood
     */
    static HostLogin of(StandardCredentials credentials, HostKeys hostKeys, String place) throws EngineException {
        if (credentials instanceof SSHUserPrivateKey key) {
            return keys(key, hostKeys, place);
        } else if (credentials instanceof StandardCertificateCredentials certificate) {
            char[] password = text(certificate.getPassword()).orElse("").toCharArray();
            return CertificateLogin.of(certificate.getKeyStore(), password, place);
        }
        for (OtherCredentials other : ExtensionList.lookup(OtherCredentials.class)) {
            Optional<HostLogin> login = other.login(credentials, place);
            if (login.isPresent()) {
                return login.get();
            }
        }
        throw EngineException.lasting(
                "the credentials " + credentials.getId() + " are neither an SSH key nor certificates; give such to "
                        + place,
                null);
    }

    private static KeyLogin keys(SSHUserPrivateKey credentials, HostKeys hostKeys, String place) {
        Optional<String> passphrase = text(credentials.getPassphrase());
        List<SshKey> keys = credentials.getPrivateKeys().stream()
                .map(text -> new SshKey(text, passphrase))
                .toList();
        return new KeyLogin(Optional.ofNullable(credentials.getUsername()), keys, hostKeys, place);
    }

    private static Optional<String> text(Secret secret) {
        return Optional.ofNullable(secret).map(Secret::getPlainText);
    }
}
