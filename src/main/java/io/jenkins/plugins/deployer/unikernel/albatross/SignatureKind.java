package io.jenkins.plugins.deployer.unikernel.albatross;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * How a key signs, for all the kinds of keys that albatross-client makes.
 *
 * @param name in Java
 * @param identifier in certificates
 */
record SignatureKind(String name, AlgorithmIdentifier identifier) {
    /** RFC 8410, 3. */
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

    static SignatureKind of(PublicKey key) throws GeneralSecurityException {
        if (key instanceof EdECPublicKey edwards
                && edwards.getParams().getName().equals("Ed25519")) {
            return new SignatureKind("Ed25519", new AlgorithmIdentifier(ED25519));
        }
        if (key instanceof RSAPublicKey) {
            return new SignatureKind(
                    "SHA256withRSA",
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE));
        }
        if (key instanceof ECPublicKey curve) {
            return onCurve(curve.getParams().getOrder().bitLength());
        }
        throw new GeneralSecurityException(
                "a key of the kind " + key.getAlgorithm() + " cannot sign here; RSA, ECDSA and Ed25519 can");
    }

    private static SignatureKind onCurve(int bits) {
        if (bits <= 256) {
            return new SignatureKind("SHA256withECDSA", new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256));
        }
        if (bits <= 384) {
            return new SignatureKind("SHA384withECDSA", new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384));
        }
        return new SignatureKind("SHA512withECDSA", new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA512));
    }
}
