package io.jenkins.plugins.deployer.host;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One line about a host's key, in the form of sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT": plain and hashed names,
 * {@code [HOST]:PORT}, patterns, {@code @revoked}; or the key alone.
 *
 * @param names for whom it counts; empty: for whomever it was given for
 */
record HostKeyLine(Optional<String> names, boolean revoked, String type, byte[] key) {
    /** Understands a line; empty if it says nothing about a key: comments, certificate authorities, damaged ones. */
    static Optional<HostKeyLine> parse(String line) {
        List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
        boolean revoked = words.get(0).equals("@revoked");
        if (revoked) {
            words.remove(0);
        }
        if (words.isEmpty() || words.get(0).startsWith("@") || words.get(0).startsWith("#")) {
            return Optional.empty();
        }
        Optional<HostKeyLine> bare = of(Optional.empty(), revoked, words);
        return bare.isPresent() ? bare : of(Optional.of(words.remove(0)), revoked, words);
    }

    private static Optional<HostKeyLine> of(Optional<String> names, boolean revoked, List<String> words) {
        if (words.size() < 2) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(words.get(1));
            return words.get(0).equals(type(key))
                    ? Optional.of(new HostKeyLine(names, revoked, words.get(0), key))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // A damaged line vouches for nobody.
            return Optional.empty();
        }
    }

    /** @param name {@code HOST}, or {@code [HOST]:PORT} if the port is not 22 */
    boolean isFor(String name) {
        return names.isEmpty() || lists(names.get(), name);
    }

    private static boolean lists(String names, String name) {
        if (!names.startsWith("|1|")) {
            return SshConfig.matches(List.of(names.split(",")), name);
        }
        String[] parts = names.split("\\|");
        if (parts.length != 4) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
            byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[3]));
        } catch (IllegalArgumentException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    String described() {
        return described(key);
    }

    static String described(byte[] key) {
        return type(key) + " " + fingerprint(key);
    }

    /** As a known_hosts file has it after the names. */
    static String written(byte[] key) {
        return type(key) + " " + Base64.getEncoder().encodeToString(key);
    }

    /** As ssh-keygen -l prints it. */
    private static String fingerprint(byte[] key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A public key begins with the length and the name of its type (RFC 4253, 6.6). */
    private static String type(byte[] key) {
        int length = key.length < 4 ? 0 : key[3] & 0xff;
        return new String(
                key, Math.min(4, key.length), Math.min(length, Math.max(0, key.length - 4)), StandardCharsets.US_ASCII);
    }
}
