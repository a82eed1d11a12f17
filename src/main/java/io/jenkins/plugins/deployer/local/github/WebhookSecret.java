package io.jenkins.plugins.deployer.local.github;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What only GitHub and this command know, so that a signature with it proves who sent a webhook. */
public final class WebhookSecret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException if it is empty */
    public WebhookSecret(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * Whether a body was signed with the secret. How long that takes says nothing of the right signature.
     *
     * @param signature the header {@code X-Hub-Signature-256}; null if there was none
     */
    boolean signed(byte[] body, String signature) {
        if (signature == null) {
            return false;
        }
        String right = PREFIX + HexFormat.of().formatHex(code(body));
        return MessageDigest.isEqual(
                right.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] code(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
