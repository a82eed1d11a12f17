package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * An encoded value with a hole in it, where a file's bytes go: only how many they are must be known, so that nobody
 * needs to hold an image in memory.
 *
 * @param head before the hole
 * @param hole how many bytes are missing
 * @param tail after it
 */
record DerParts(byte[] head, long hole, byte[] tail) {
    private static final byte[] NOTHING = {};
    private static final int CONTEXT = 0xa0;
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    static DerParts whole(byte[] encoded) {
        return new DerParts(encoded, 0, NOTHING);
    }

    /** An OCTET STRING whose content is missing. */
    static DerParts octetString(long length) {
        return new DerParts(NOTHING, length, NOTHING).in(OCTET_STRING);
    }

    long length() {
        return head.length + hole + tail.length;
    }

    DerParts after(byte[] before) {
        return new DerParts(joined(before, head), hole, tail);
    }

    DerParts before(byte[] after) {
        return new DerParts(head, hole, joined(tail, after));
    }

    DerParts inSequence() {
        return in(SEQUENCE);
    }

    /** @param tag context-specific and explicit, below 31 */
    DerParts tagged(int tag) {
        return in(CONTEXT | tag);
    }

    private DerParts in(int identifier) {
        return after(prefix(identifier, length()));
    }

    /** The whole, for contents that are in memory. */
    byte[] with(byte[] content) {
        if (content.length != hole) {
            throw new IllegalArgumentException("there is room for " + hole + " bytes, not for " + content.length);
        }
        return joined(joined(head, content), tail);
    }

    /** X.690, 8.1.3: a length below 128 is itself; else how many bytes it has, and they. */
    private static byte[] prefix(int identifier, long length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(identifier);
        if (length < 0x80) {
            out.write((int) length);
        } else {
            int count = (Long.SIZE - Long.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | count);
            for (int i = count - 1; i >= 0; i--) {
                out.write((int) (length >> 8 * i));
            }
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
