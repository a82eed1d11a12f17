package io.jenkins.plugins.deployer.host;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
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
final class UserKeys implements SshKeys {
    private final JSch jsch;
    private final SshTarget target;
    private final List<String> tried = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    UserKeys(JSch jsch, SshTarget target) {
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
                into.add(new LoadedKey(file.toString(), pair));
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

    @Override
    public String described() {
        return SshKeys.described(tried, unusable);
    }

    @Override
    public String advice() {
        return "name the right key with IdentityFile and IdentitiesOnly in ~/.ssh/config";
    }

    @Override
    public String getName() {
        return "keys for " + target;
    }
}
