package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/**
 * An authority signs certificates as the server wants them (RFC 5280; client/albatross_client.ml, {@code gen_cert}),
 * each for a fresh key and for five minutes. The time before covers a server's clock that is behind.
 */
final class CertificateSigning {
    private static final Duration BEFORE = Duration.ofMinutes(1);
    private static final Duration AFTER = Duration.ofMinutes(5);
    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate issuer;
    private final PrivateKey key;
    private final SignatureKind kind;

    private CertificateSigning(X509Certificate issuer, PrivateKey key) throws GeneralSecurityException {
        this.issuer = issuer;
        this.key = key;
        this.kind = SignatureKind.of(issuer.getPublicKey());
    }

    static CertificateSigning of(X509Certificate issuer, PrivateKey key) throws GeneralSecurityException {
        return new CertificateSigning(issuer, key);
    }

    /** Whether the key is that of the certificate. */
    boolean isGenuine() throws GeneralSecurityException {
        byte[] text = issuer.getSerialNumber().toByteArray();
        Signature check = Signature.getInstance(kind.name());
        check.initVerify(issuer.getPublicKey());
        check.update(text);
        return check.verify(signature(text));
    }

    /** For one command. */
    Identity.Issued command(String commonName, byte[] extension) throws GeneralSecurityException {
        return issued(commonName, extension, false);
    }

    /** For one that signs commands itself. */
    Identity.Issued authority(String commonName, byte[] extension) throws GeneralSecurityException {
        return issued(commonName, extension, true);
    }

    private Identity.Issued issued(String commonName, byte[] extension, boolean authority)
            throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        try {
            TBSCertificate unsigned = unsigned(commonName, pair.getPublic(), extension, authority);
            byte[] signature = signature(Der.encoded(unsigned));
            byte[] certificate = Der.encoded(Der.sequence(unsigned, kind.identifier(), new DERBitString(signature)));
            return new Identity.Issued(
                    (X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(certificate)),
                    pair.getPrivate());
        } catch (IOException e) {
            throw new GeneralSecurityException("no certificate could be made: " + e.getMessage(), e);
        }
    }

    private TBSCertificate unsigned(String commonName, PublicKey subject, byte[] extension, boolean authority)
            throws GeneralSecurityException, IOException {
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(subject.getEncoded());
        Instant now = Instant.now();
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE)));
        generator.setSignature(kind.identifier());
        generator.setIssuer(
                X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()));
        generator.setStartDate(new Time(Date.from(now.minus(BEFORE))));
        generator.setEndDate(new Time(Date.from(now.plus(AFTER))));
        generator.setSubject(new X500NameBuilder()
                .addRDN(BCStyle.CN, new DERUTF8String(commonName))
                .build());
        generator.setSubjectPublicKeyInfo(info);
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (authority) {
            extensions.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
        } else {
            extensions.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
            extensions.addExtension(
                    Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
        }
        extensions.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier(info)));
        extensions.addExtension(Extension.authorityKeyIdentifier, false, authorityKeyIdentifier());
        extensions.addExtension(CertificateExtension.OID, false, extension);
        generator.setExtensions(extensions.generate());
        return generator.generateTBSCertificate();
    }

    private byte[] signature(byte[] text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(kind.name());
        signature.initSign(key);
        signature.update(text);
        return signature.sign();
    }

    /** RFC 5280, 4.2.1.1; the library's own class for it needs its ciphers, which are not packed with the command. */
    private ASN1Sequence authorityKeyIdentifier() throws GeneralSecurityException {
        return new DERSequence(new DERTaggedObject(false, 0, new DEROctetString(issuerIdentifier())));
    }

    /** What the issuer's own certificate says, as the two are compared. */
    private byte[] issuerIdentifier() throws GeneralSecurityException {
        byte[] own = issuer.getExtensionValue(Extension.subjectKeyIdentifier.getId());
        return own == null
                ? identifier(
                        SubjectPublicKeyInfo.getInstance(issuer.getPublicKey().getEncoded()))
                : SubjectKeyIdentifier.getInstance(
                                ASN1OctetString.getInstance(own).getOctets())
                        .getKeyIdentifier();
    }

    /** RFC 5280, 4.2.1.2, method 1. */
    private static byte[] identifier(SubjectPublicKeyInfo info) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(info.getPublicKeyData().getBytes());
    }
}
