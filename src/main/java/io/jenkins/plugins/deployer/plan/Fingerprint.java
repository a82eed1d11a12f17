package io.jenkins.plugins.deployer.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256 over a sequence of values. Every value is preceded by its length, so that no two sequences are written as
 * the same bytes. For one thread, used once.
 */
final class Fingerprint {
    private final MessageDigest digest;

    /** @param form names what is hashed and how, so that another form has other hashes */
    Fingerprint(String form) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
        add(form);
    }

    Fingerprint add(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    Fingerprint add(int value) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        return this;
    }

    Fingerprint add(boolean value) {
        return add(value ? 1 : 0);
    }

    Fingerprint add(Optional<String> value) {
        add(value.isPresent());
        value.ifPresent(this::add);
        return this;
    }

    /** 64 lower-case hexadecimal digits. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
