package io.jenkins.plugins.deployer.unikernel.albatross;

import java.nio.ByteBuffer;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.BERTags;

/**
 * Reads the elements of a SEQUENCE one after the other. What is not as expected ends in an {@link IllegalArgumentException},
 * {@link IllegalStateException}, {@link ArithmeticException} or {@link NoSuchElementException}: whoever decodes a whole
 * message makes one sentence of them.
 */
final class Fields {
    private final List<ASN1Encodable> elements;
    private int next;

    private Fields(List<ASN1Encodable> elements) {
        this.elements = elements;
    }

    static Fields of(ASN1Encodable sequence) {
        ASN1Sequence found = ASN1Sequence.getInstance(sequence);
        if (found == null) {
            throw new NoSuchElementException("nothing");
        }
        return new Fields(List.of(found.toArray()));
    }

    private static Fields of(ASN1TaggedObject implicit) {
        return of(implicit.getBaseUniversal(false, BERTags.SEQUENCE));
    }

    private ASN1Encodable take() {
        if (next == elements.size()) {
            throw new NoSuchElementException("a field is missing");
        }
        return elements.get(next++);
    }

    private boolean nextIs(Class<?> type) {
        return next < elements.size() && type.isInstance(elements.get(next).toASN1Primitive());
    }

    boolean nextIsNumber() {
        return nextIs(ASN1Integer.class);
    }

    boolean nextIsText() {
        return nextIs(ASN1UTF8String.class);
    }

    boolean nextIsBytes() {
        return nextIs(ASN1OctetString.class);
    }

    boolean nextIsSet() {
        return nextIs(ASN1Set.class);
    }

    Fields sequence() {
        return of(take());
    }

    Fields set() {
        return new Fields(List.of(ASN1Set.getInstance(take()).toArray()));
    }

    /** The rest, each by itself. */
    <T> List<T> all(Function<Fields, T> reading) {
        List<T> found = new ArrayList<>();
        while (next < elements.size()) {
            found.add(reading.apply(this));
        }
        return found;
    }

    String text() {
        return ASN1UTF8String.getInstance(take()).getString();
    }

    Name name() {
        return Name.parse(text());
    }

    byte[] bytes() {
        return ASN1OctetString.getInstance(take()).getOctets();
    }

    boolean flag() {
        return ASN1Boolean.getInstance(take()).isTrue();
    }

    long number() {
        return ASN1Integer.getInstance(take()).longValueExact();
    }

    int integer() {
        return ASN1Integer.getInstance(take()).intValueExact();
    }

    OptionalInt optionalInteger() {
        return nextIsNumber() ? OptionalInt.of(integer()) : OptionalInt.empty();
    }

    Optional<String> optionalText() {
        return nextIsText() ? Optional.of(text()) : Optional.empty();
    }

    /** Albatross' way to write numbers of 64 bits. */
    long int64() {
        byte[] bytes = bytes();
        if (bytes.length != Long.BYTES) {
            throw new IllegalArgumentException("a number of " + bytes.length + " bytes");
        }
        return ByteBuffer.wrap(bytes).getLong();
    }

    /** GeneralizedTime, or UTCTime as before 2.1. */
    Instant time() {
        try {
            if (nextIs(ASN1UTCTime.class)) {
                return ASN1UTCTime.getInstance(take()).getDate().toInstant();
            }
            return ASN1GeneralizedTime.getInstance(take()).getDate().toInstant();
        } catch (ParseException e) {
            throw new IllegalArgumentException("a time that is none: " + e.getMessage(), e);
        }
    }

    Choice choice() {
        return Choice.of(take());
    }

    /** The next one, if it has this tag. */
    Optional<Fields> optional(int tag) {
        if (nextIs(ASN1TaggedObject.class)
                && ASN1TaggedObject.getInstance(elements.get(next)).getTagNo() == tag) {
            return Optional.of(choice().content());
        }
        return Optional.empty();
    }

    /** The next one, if it has this tag, which stands for that of a SEQUENCE. */
    boolean skipImplicit(int tag) {
        if (nextIs(ASN1TaggedObject.class)
                && ASN1TaggedObject.getInstance(elements.get(next)).getTagNo() == tag) {
            of(ASN1TaggedObject.getInstance(take()));
            return true;
        }
        return false;
    }

    /** There are no more. */
    void end() {
        if (next != elements.size()) {
            throw new IllegalArgumentException((elements.size() - next) + " fields too many");
        }
    }

    /**
     * One of several cases.
     *
     * @param tag says which
     * @param content the only element of these fields
     */
    record Choice(int tag, Fields content) {
        private static Choice of(ASN1Encodable value) {
            ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(value);
            return new Choice(tagged.getTagNo(), new Fields(List.of(tagged.getExplicitBaseObject())));
        }
    }
}
