package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;

/** The few forms of ASN.1 that Albatross uses; all its tags are explicit. */
final class Der {
    static final ASN1Encodable NULL = DERNull.INSTANCE;

    /** The wire version of all releases since 1.5.0. */
    static final int VERSION = 5;

    private Der() {}

    static ASN1Encodable sequence(Collection<? extends ASN1Encodable> elements) {
        return new DERSequence(elements.toArray(ASN1Encodable[]::new));
    }

    static ASN1Encodable sequence(ASN1Encodable... elements) {
        return sequence(List.of(elements));
    }

    /** Sorted, as DER wants it. */
    static ASN1Encodable set(Collection<? extends ASN1Encodable> elements) {
        return new DERSet(elements.toArray(ASN1Encodable[]::new));
    }

    static ASN1Encodable tagged(int tag, ASN1Encodable content) {
        return new DERTaggedObject(true, tag, content);
    }

    static ASN1Encodable text(String text) {
        return new DERUTF8String(text);
    }

    static ASN1Encodable number(long number) {
        return new ASN1Integer(number);
    }

    static ASN1Encodable numbers(Collection<Integer> numbers) {
        return set(numbers.stream().map(number -> number(number)).toList());
    }

    static ASN1Encodable bytes(byte[] bytes) {
        return new DEROctetString(bytes);
    }

    /** What Albatross writes in eight bytes. */
    static ASN1Encodable int64(long number) {
        return bytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    static byte[] encoded(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("what is in memory could not be encoded", e);
        }
    }
}
