package io.jenkins.plugins.deployer.host;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.KeyPair;
import java.nio.charset.StandardCharsets;

/** A private key that can sign. Its name is what people are told was tried. */
record LoadedKey(String name, KeyPair pair) implements Identity {
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
        return new String(blob, 4, blob[3] & 0xff, StandardCharsets.US_ASCII);
    }

    @Override
    public String getName() {
        return name;
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
