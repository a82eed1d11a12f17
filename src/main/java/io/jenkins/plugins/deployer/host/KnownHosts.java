package io.jenkins.plugins.deployer.host;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The keys that one host may show. Nothing is ever added: who a host is, is for a person to confirm. Lines for
 * certificate authorities are passed over. Used by one connection in one thread.
 */
final class KnownHosts implements HostKeyRepository {
    private final String name;
    private final String place;
    private final String prefix;
    private final List<Entry> entries = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();

    private record Entry(String where, HostKeyLine line) {
        byte[] key() {
            return line.key();
        }
    }

    /** @param prefix what a line that accepts a key begins with */
    private KnownHosts(String name, String place, String prefix) {
        this.name = name;
        this.place = place;
        this.prefix = prefix;
    }

    static KnownHosts of(SshTarget target) throws EngineException {
        return target.given().isPresent()
                ? given(target.knownAs(), target.given().get())
                : inFiles(target.knownAs(), target.knownHosts());
    }

    /** @param name as the files have it: {@code HOST}, or {@code [HOST]:PORT} if the port is not 22 */
    private static KnownHosts inFiles(String name, List<Path> files) throws EngineException {
        String first = files.stream().findFirst().map(Path::toString).orElse("a UserKnownHostsFile");
        KnownHosts known = new KnownHosts(name, first, name + " ");
        for (Path file : files) {
            if (Files.exists(file)) {
                known.add(read(file), file + ":");
            }
        }
        return known;
    }

    private static KnownHosts given(String name, KeyLogin login) {
        String place = "the host keys of " + login.place();
        KnownHosts known = new KnownHosts(name, place, "");
        known.add(login.hostKeys().lines(), place + ", line ");
        return known;
    }

    private static List<String> read(Path file) throws EngineException {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw EngineException.lasting("the known hosts in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void add(List<String> lines, String where) {
        for (int i = 0; i < lines.size(); i++) {
            String numbered = where + (i + 1);
            HostKeyLine.parse(lines.get(i))
                    .filter(line -> line.isFor(name))
                    .ifPresent(line -> entries.add(new Entry(numbered, line)));
        }
    }

    @Override
    public int check(String host, byte[] key) {
        for (Entry entry : entries) {
            if (entry.line.revoked() && Arrays.equals(entry.key(), key)) {
                refusal = Optional.of("the host key of " + name + " (" + HostKeyLine.described(key)
                        + ") is marked as revoked in " + entry.where
                        + ", so somebody else may have it; give the host a new key");
                return CHANGED;
            }
        }
        for (Entry entry : entries) {
            if (!entry.line.revoked() && Arrays.equals(entry.key(), key)) {
                return OK;
            }
        }
        String line = prefix + HostKeyLine.written(key);
        Optional<Entry> other =
                entries.stream().filter(entry -> !entry.line.revoked()).findFirst();
        if (other.isPresent()) {
            Entry expected = other.get();
            refusal = Optional.of("the host key of " + name
                    + " has changed, so it may be somebody else's host: it shows "
                    + HostKeyLine.described(key) + ", but " + expected.where + " has " + expected.line.described()
                    + ". If whoever runs the host confirms the new fingerprint, replace that line with: " + line);
            return CHANGED;
        }
        refusal = Optional.of("the host key of " + name + " is not known here, so it may be anybody's host: it shows "
                + HostKeyLine.described(key) + ". If whoever runs the host confirms this fingerprint, add this line to "
                + place + ": " + line);
        return NOT_INCLUDED;
    }

    /** Why the last key was not accepted, and what to do. */
    Optional<String> refusal() {
        return refusal;
    }

    /** Tells the connection of what types the keys are, so that it asks the host for one of those. */
    @Override
    public HostKey[] getHostKey(String host, String type) {
        List<HostKey> keys = new ArrayList<>();
        for (Entry entry : entries) {
            if (!entry.line.revoked() && (type == null || type.equals(entry.line.type()))) {
                try {
                    keys.add(new HostKey(name, entry.key()));
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
        return place;
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
