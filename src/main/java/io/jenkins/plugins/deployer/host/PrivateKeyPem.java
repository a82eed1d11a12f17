package io.jenkins.plugins.deployer.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in PEM: PKCS #8 ({@code PRIVATE KEY}), or one of the older forms that openssl writes, PKCS #1
 * ({@code RSA PRIVATE KEY}, RFC 8017 A.1.2) and SEC 1 ({@code EC PRIVATE KEY}, RFC 5915), which Java does not read.
 */
final class PrivateKeyPem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private PrivateKeyPem() {}

    /**
     * @param place where the text is from, for sentences
     * @param belonging the public key, which tells the algorithm and its parameters
     */
    static PrivateKey read(String pem, String place, PublicKey belonging) throws IOException, GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw EngineException.lasting("there is no private key in " + place, null);
        }
        String kind = block.group(1);
        String text = block.group(2);
        if (kind.startsWith("ENCRYPTED") || text.contains("ENCRYPTED")) {
            throw EngineException.lasting(
                    "the private key in " + place + " needs a password; store it without one, as docker does", null);
        }
        byte[] key = Base64.getMimeDecoder().decode(text);
        byte[] encoded = kind.equals("PRIVATE KEY") ? key : wrapped(key, belonging);
        return KeyFactory.getInstance(belonging.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    /** PKCS #8 (RFC 5208, 5) is version, algorithm and the older form; the public key names the same algorithm. */
    private static byte[] wrapped(byte[] key, PublicKey belonging) throws IOException {
        byte[] subject = content(belonging.getEncoded(), 0);
        byte[] algorithm = Arrays.copyOfRange(subject, 0, end(subject, 0));
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.write(VERSION_0);
        inner.write(algorithm);
        inner.write(tagged(OCTET_STRING, key));
        return tagged(SEQUENCE, inner.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            int octets = content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
            out.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write(content.length >> 8 * i);
            }
        }
        out.write(content);
        return out.toByteArray();
    }

    private static byte[] content(byte[] der, int at) {
        return Arrays.copyOfRange(der, start(der, at), end(der, at));
    }

    private static int start(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int end(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        int length = first < 0x80 ? first : 0;
        for (int i = 0; first >= 0x80 && i < (first & 0x7f); i++) {
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return start(der, at) + length;
    }
}
