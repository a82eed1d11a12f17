package io.jenkins.plugins.deployer.unikernel.albatross;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** The extension by which certificates carry commands and policies (src/vmm_asn.ml, {@code oid}). */
final class CertificateExtension {
    static final ASN1ObjectIdentifier OID = new ASN1ObjectIdentifier("1.3.6.1.4.1.49836.42");

    private CertificateExtension() {}

    /**
     * The path that a chain stands for: the names of those that carry the extension, from the root on
     * (tls/vmm_tls.ml, {@code extract_policies}).
     *
     * @param chain the root last
     */
    static List<String> path(List<X509Certificate> chain) throws GeneralSecurityException {
        List<String> labels = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            if (certificate.getExtensionValue(OID.getId()) != null) {
                labels.add(0, commonName(certificate));
            }
        }
        return new Name(labels, Optional.empty()).path();
    }

    private static String commonName(X509Certificate certificate) throws GeneralSecurityException {
        RDN[] names = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                .getRDNs(BCStyle.CN);
        if (names.length == 0) {
            throw new GeneralSecurityException("a certificate with a policy has no name");
        }
        return IETFUtils.valueToString(names[0].getFirst().getValue());
    }
}
