package io.jenkins.plugins.deployer.host;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Vector;

/** The keys of a login that is given in memory, called by their fingerprints. */
final class GivenKeys implements SshKeys {
    private final JSch jsch;
    private final KeyLogin login;
    private final List<String> tried = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    GivenKeys(JSch jsch, KeyLogin login) {
        this.jsch = jsch;
        this.login = login;
    }

    @Override
    public Vector<Identity> getIdentities() {
        tried.clear();
        unusable.clear();
        Vector<Identity> identities = new Vector<>();
        for (SshKey key : login.keys()) {
            load(key, identities);
        }
        return identities;
    }

    private void load(SshKey key, List<Identity> into) {
        try {
            KeyPair pair = KeyPair.load(jsch, bytes(key), null);
            if (isLocked(pair, key)) {
                unusable.add(
                        key.passphrase().isPresent()
                                ? "a private key has another passphrase than the one that is given"
                                : "a private key needs a passphrase, and none is given");
                pair.dispose();
                return;
            }
            String name = HostKeyLine.described(pair.getPublicKeyBlob());
            tried.add(name);
            into.add(new LoadedKey(name, pair));
        } catch (JSchException e) {
            unusable.add("what is given for a private key cannot be read as one");
        }
    }

    private static boolean isLocked(KeyPair pair, SshKey key) {
        return pair.isEncrypted()
                && !(key.passphrase().isPresent()
                        && pair.decrypt(key.passphrase().get().getBytes(StandardCharsets.UTF_8)));
    }

    /** A text that went through a form may have lost its last line end, or have got those of another system. */
    private static byte[] bytes(SshKey key) {
        return (key.text().replace("\r\n", "\n").strip() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String described() {
        return SshKeys.described(tried, unusable);
    }

    @Override
    public String advice() {
        return "give the right key to " + login.place();
    }

    @Override
    public String getName() {
        return "keys of " + login.place();
    }
}
