package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.InflaterInputStream;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetStringParser;
import org.bouncycastle.asn1.ASN1SequenceParser;
import org.bouncycastle.asn1.ASN1StreamParser;
import org.bouncycastle.asn1.ASN1TaggedObjectParser;
import org.bouncycastle.asn1.ASN1UTF8String;

/** Reads the reply to {@code get} as it comes: an image is larger than what one wants to hold in memory. */
final class ImageReply {
    private static final int SUCCESS = 1;
    private static final int FAILURE = 2;
    private static final int IMAGE = 6;

    private ImageReply() {}

    /** Why there is no image, in the server's words. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private RefusedException(String said) {
            super(said);
        }
    }

    /**
     * @param most bytes it may have without compression
     * @throws RefusedException if the server says no
     * @throws MalformedException if it is no such reply
     */
    static FetchedImage save(InputStream frame, Path target, long most) throws IOException {
        try {
            ASN1SequenceParser wire = (ASN1SequenceParser) new ASN1StreamParser(frame, Integer.MAX_VALUE).readObject();
            wire.readObject().toASN1Primitive(); // the header
            ASN1TaggedObjectParser payload = (ASN1TaggedObjectParser) wire.readObject();
            if (payload.getTagNo() == FAILURE) {
                throw new RefusedException(ASN1UTF8String.getInstance(
                                payload.parseExplicitBaseObject().toASN1Primitive())
                        .getString());
            }
            ASN1TaggedObjectParser success = (ASN1TaggedObjectParser) payload.parseExplicitBaseObject();
            if (payload.getTagNo() != SUCCESS || success.getTagNo() != IMAGE) {
                throw new MalformedException("another reply than an image");
            }
            ASN1SequenceParser image = (ASN1SequenceParser) success.parseExplicitBaseObject();
            ASN1Encodable compressed = image.readObject();
            InputStream content = ((ASN1OctetStringParser) image.readObject()).getOctetStream();
            boolean inflate =
                    ASN1Boolean.getInstance(compressed.toASN1Primitive()).isTrue();
            return copy(inflate ? new InflaterInputStream(content) : content, target, most);
        } catch (ClassCastException | IllegalArgumentException | IllegalStateException | NullPointerException e) {
            throw new MalformedException("something that is no reply with an image (" + e.getMessage() + ")");
        }
    }

    private static FetchedImage copy(InputStream image, Path target, long most) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream file = Files.newOutputStream(target);
                OutputStream out = new DigestOutputStream(new Limited(file, most), digest)) {
            long size = image.transferTo(out);
            return new FetchedImage(HexFormat.of().formatHex(digest.digest()), size);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A little that is compressed must not fill the disk. */
    private static final class Limited extends FilterOutputStream {
        private long left;

        Limited(OutputStream out, long most) {
            super(out);
            left = most;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new MalformedException("an image that is larger than any unikernel");
            }
            out.write(bytes, offset, length);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }
    }
}
