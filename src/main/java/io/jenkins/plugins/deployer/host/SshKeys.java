package io.jenkins.plugins.deployer.host;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.SSHAgentConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Vector;

/**
 * The keys to log in with, in ssh's order: those of the agent that the configuration names, the agent's others, then
 * the files. A file that needs a passphrase is left to the agent. Used by one connection in one thread.
 */
final class SshKeys implements IdentityRepository {
    private final JSch jsch;
    private final SshTarget target;
    private final List<String> tried = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    SshKeys(JSch jsch, SshTarget target) {
        this.jsch = jsch;
        this.target = target;
    }

    @Override
    public Vector<Identity> getIdentities() {
        tried.clear();
        unusable.clear();
        List<Identity> agents = agentKeys();
        List<Identity> named = new ArrayList<>();
        List<Identity> others = new ArrayList<>(agents);
        List<Identity> files = new ArrayList<>();
        for (Path file : target.identities()) {
            byte[] known = publicKey(Path.of(file + ".pub"));
            agents.stream()
                    .filter(key -> known.length > 0 && Arrays.equals(known, key.getPublicKeyBlob()))
                    .forEach(key -> {
                        named.add(key);
                        others.remove(key);
                    });
            boolean inAgent = agents.stream().anyMatch(key -> Arrays.equals(known, key.getPublicKeyBlob()));
            if (!inAgent && Files.exists(file)) {
                load(file, files);
            }
        }
        Vector<Identity> all = new Vector<>(named);
        if (!target.identitiesOnly()) {
            all.addAll(others);
        }
        all.addAll(files);
        all.forEach(key -> tried.add(key.getName()));
        return all;
    }

    private List<Identity> agentKeys() {
        if (target.agent().isEmpty()) {
            return List.of();
        }
        Path socket = target.agent().get();
        try {
            List<Identity> keys =
                    List.copyOf(new AgentIdentityRepository(new SSHAgentConnector(socket)).getIdentities());
            if (keys.isEmpty()) {
                unusable.add("the agent at " + socket + " has no keys or does not answer (ssh-add -l shows them)");
            }
            return keys;
        } catch (AgentProxyException e) {
            unusable.add("the agent at " + socket + " does not answer");
            return List.of();
        }
    }

    private void load(Path file, List<Identity> into) {
        try {
            KeyPair pair = KeyPair.load(jsch, file.toString(), null);
            if (pair.isEncrypted()) {
                unusable.add(file + " needs a passphrase, so add it to the agent with ssh-add");
                pair.dispose();
            } else {
                into.add(new KeyFile(file, pair));
            }
        } catch (JSchException e) {
            unusable.add(file + " cannot be read as a private key");
        }
    }

    private static byte[] publicKey(Path file) {
        try {
            String[] words = Files.readString(file).strip().split("\\s+");
            return words.length < 2 ? new byte[0] : Base64.getDecoder().decode(words[1]);
        } catch (IOException | IllegalArgumentException e) {
            // No public key beside the private one, which then speaks for itself.
            return new byte[0];
        }
    }

    /** What was tried and what could not be, for whoever was not let in. */
    String described() {
        String keys = tried.isEmpty() ? "no key" : "the keys " + String.join(", ", tried);
        return keys + (unusable.isEmpty() ? "" : " (" + String.join("; ", unusable) + ")");
    }

    private record KeyFile(Path file, KeyPair pair) implements Identity {
        @Override
        public boolean setPassphrase(byte[] passphrase) {
            return true;
        }

        @Override
        public byte[] getPublicKeyBlob() {
            return pair.getPublicKeyBlob();
        }

        @Override
        public byte[] getSignature(byte[] data) {
            return pair.getSignature(data);
        }

        @Override
        public byte[] getSignature(byte[] data, String algorithm) {
            return pair.getSignature(data, algorithm);
        }

        @Override
        public String getAlgName() {
            byte[] blob = pair.getPublicKeyBlob();
            return new String(blob, 4, blob[3] & 0xff, java.nio.charset.StandardCharsets.US_ASCII);
        }

        @Override
        public String getName() {
            return file.toString();
        }

        @Override
        public boolean isEncrypted() {
            return false;
        }

        @Override
        public void clear() {
            pair.dispose();
        }
    }

    @Override
    public String getName() {
        return "keys for " + target;
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {
        // The keys are the user's, not this connection's.
    }
}
