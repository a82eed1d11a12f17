package io.jenkins.plugins.deployer.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What content is addressed by (OCI image specification, "Digests").
 *
 * @param text for example {@code sha256:} and 64 hexadecimal digits
 */
record Digest(String text) {
    private static final Pattern KNOWN = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

    Digest {
        if (!KNOWN.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a SHA-256 or SHA-512 digest");
        }
    }

    static Optional<Digest> parse(String text) {
        return KNOWN.matcher(text).matches() ? Optional.of(new Digest(text)) : Optional.empty();
    }

    static Digest of(byte[] content) {
        return new Digest(
                "sha256:" + HexFormat.of().formatHex(algorithm("SHA-256").digest(content)));
    }

    boolean matches(byte[] content) {
        return equalsHash(start().digest(content));
    }

    /** A computation whose result can be compared with {@link #equalsHash}. */
    MessageDigest start() {
        return algorithm(text.startsWith("sha256:") ? "SHA-256" : "SHA-512");
    }

    boolean equalsHash(byte[] hash) {
        return text.substring(text.indexOf(':') + 1).equals(HexFormat.of().formatHex(hash));
    }

    @Override
    public String toString() {
        return text;
    }

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
