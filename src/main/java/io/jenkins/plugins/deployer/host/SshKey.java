package io.jenkins.plugins.deployer.host;

import java.util.Objects;
import java.util.Optional;

/**
 * A private key for SSH.
 *
 * @param text as in its file: OpenSSH's own form, PKCS #8 or the older forms of openssl
 * @param passphrase with which the text is encrypted; one that is not needed does no harm
 */
public record SshKey(String text, Optional<String> passphrase) {
    public SshKey {
        Objects.requireNonNull(text);
        passphrase = passphrase.filter(phrase -> !phrase.isEmpty());
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return "SshKey";
    }
}
