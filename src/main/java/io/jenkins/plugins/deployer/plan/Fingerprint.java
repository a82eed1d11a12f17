package io.jenkins.plugins.deployer.plan;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256 over a sequence of values. Every value is preceded by its length, so that no two sequences are written as
 * the same bytes. For one thread.
 */
final class Fingerprint {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** @param form names what is hashed and how, so that another form has other hashes */
    Fingerprint(String form) {
        add(form);
    }

    Fingerprint add(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        add(utf8.length);
        bytes.write(utf8, 0, utf8.length);
        return this;
    }

    /** Four bytes, the highest first. */
    Fingerprint add(int value) {
        bytes.write(value >>> 24);
        bytes.write(value >>> 16);
        bytes.write(value >>> 8);
        bytes.write(value);
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
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
