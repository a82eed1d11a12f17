package io.jenkins.plugins.deployer.local.github;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;

/** The private key of a GitHub App in PEM: as GitHub gives it, PKCS #1 (RFC 8017, A.1.2), or converted to PKCS #8. */
final class AppKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:[A-Z0-9]+ )*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final int LEAST_BITS = 1024;

    private AppKey() {}

    /**
     * @param place where the text is from, for sentences
     * @throws IOException with a sentence, if it is no such key
     */
    static PrivateKey read(String pem, String place) throws IOException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new IOException("there is no private key in " + place
                    + "; GitHub gives one on the page of the App, as a .pem file");
        }
        if (block.group(1).startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
            throw new IOException("the private key in " + place + " needs a password; store it without one");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(block.group(2));
            KeySpec spec = block.group(1).startsWith("RSA") ? pkcs1(encoded) : new PKCS8EncodedKeySpec(encoded);
            return checked(KeyFactory.getInstance("RSA").generatePrivate(spec));
        } catch (GeneralSecurityException | RuntimeException e) {
            // What reads ASN.1 has many ways to say that it is none.
            throw new IOException("the private key in " + place + " is damaged, or not one for RSA", e);
        }
    }

    private static KeySpec pkcs1(byte[] encoded) {
        RSAPrivateKey key = RSAPrivateKey.getInstance(encoded);
        return new RSAPrivateCrtKeySpec(
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrime1(),
                key.getPrime2(),
                key.getExponent1(),
                key.getExponent2(),
                key.getCoefficient());
    }

    private static PrivateKey checked(PrivateKey key) {
        if (((java.security.interfaces.RSAPrivateKey) key).getModulus().bitLength() < LEAST_BITS) {
            throw new IllegalArgumentException("it is too short");
        }
        return key;
    }
}
