package io.jenkins.plugins.deployer.host;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that one host may show, from files in the form of sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT": plain and hashed
 * names, {@code [HOST]:PORT}, patterns and {@code @revoked}. Nothing is ever added: who a host is, is for a person to
 * confirm. Lines for certificate authorities are passed over. Used by one connection in one thread.
 */
final class KnownHosts implements HostKeyRepository {
    private final String name;
    private final List<Path> files;
    private final List<Entry> entries = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();

    private record Entry(Path file, int line, boolean revoked, String type, byte[] key) {}

    /** @param name as the files have it: {@code HOST}, or {@code [HOST]:PORT} if the port is not 22 */
    KnownHosts(String name, List<Path> files) throws EngineException {
        this.name = name;
        this.files = files;
        for (Path file : files) {
            if (Files.exists(file)) {
                read(file);
            }
        }
    }

    private void read(Path file) throws EngineException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw EngineException.lasting("the known hosts in " + file + " cannot be read: " + e.getMessage(), e);
        }
        for (int i = 0; i < lines.size(); i++) {
            entry(file, i + 1, lines.get(i).strip()).ifPresent(entries::add);
        }
    }

    private Optional<Entry> entry(Path file, int number, String line) {
        List<String> words = new ArrayList<>(List.of(line.split("\\s+")));
        boolean revoked = words.get(0).equals("@revoked");
        if (revoked) {
            words.remove(0);
        }
        if (words.size() < 3 || words.get(0).startsWith("@") || words.get(0).startsWith("#") || !lists(words.get(0))) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(words.get(2));
            return Optional.of(new Entry(file, number, revoked, words.get(1), key));
        } catch (IllegalArgumentException e) {
            // A damaged line vouches for nobody.
            return Optional.empty();
        }
    }

    private boolean lists(String names) {
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

    @Override
    public int check(String host, byte[] key) {
        for (Entry entry : entries) {
            if (entry.revoked && Arrays.equals(entry.key, key)) {
                refusal = Optional.of("the host key of " + name + " (" + described(key) + ") is marked as revoked in "
                        + entry.file + ":" + entry.line + ", so somebody else may have it; give the host a new key");
                return CHANGED;
            }
        }
        for (Entry entry : entries) {
            if (!entry.revoked && Arrays.equals(entry.key, key)) {
                return OK;
            }
        }
        String line = name + " " + type(key) + " " + Base64.getEncoder().encodeToString(key);
        Optional<Entry> other = entries.stream().filter(entry -> !entry.revoked).findFirst();
        if (other.isPresent()) {
            Entry expected = other.get();
            refusal = Optional.of("the host key of " + name
                    + " has changed, so it may be somebody else's host: it shows "
                    + described(key) + ", but " + expected.file + ":" + expected.line + " has "
                    + described(expected.key) + ". If whoever runs the host confirms the new fingerprint, replace that"
                    + " line with: " + line);
            return CHANGED;
        }
        refusal = Optional.of("the host key of " + name + " is not known here, so it may be anybody's host: it shows "
                + described(key) + ". If whoever runs the host confirms this fingerprint, add this line to "
                + files.stream().findFirst().map(Path::toString).orElse("a UserKnownHostsFile") + ": " + line);
        return NOT_INCLUDED;
    }

    /** Why the last key was not accepted, and what to do. */
    Optional<String> refusal() {
        return refusal;
    }

    private static String described(byte[] key) {
        return type(key) + " " + fingerprint(key);
    }

    /** As ssh-keygen -l prints it. */
    static String fingerprint(byte[] key) {
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

    /** Tells the connection of what types the keys are, so that it asks the host for one of those. */
    @Override
    public HostKey[] getHostKey(String host, String type) {
        List<HostKey> keys = new ArrayList<>();
        for (Entry entry : entries) {
            if (!entry.revoked && (type == null || type.equals(entry.type))) {
                try {
                    keys.add(new HostKey(name, entry.key));
                } catch (JSchException | ArrayIndexOutOfBoundsException e) {
                    // Of a type that this connection cannot ask for anyway.
                    continue;
                }
            }
        }
        return keys.toArray(HostKey[]::new);
    }

    @Override
    public HostKey[] getHostKey() {
        return getHostKey(name, null);
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return files.toString();
    }

    @Override
    public void add(HostKey key, UserInfo ui) {
        throw new UnsupportedOperationException("host keys are added by people");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("host keys are removed by people");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        remove(host, type);
    }
}
