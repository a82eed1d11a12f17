package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * DER by hand, for the server of the tests: what the client gets wrong must not be got wrong in the same way there.
 *
 * @param tag the first byte, as it is
 */
record Tlv(int tag, byte[] content) {
    static Tlv parse(byte[] der) {
        List<Tlv> found = all(der);
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " values where one was expected");
        }
        return found.get(0);
    }

    private static List<Tlv> all(byte[] der) {
        List<Tlv> found = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(der);
        while (in.hasRemaining()) {
            int tag = in.get() & 0xff;
            int length = in.get() & 0xff;
            if (length > 0x80) {
                int octets = length & 0x7f;
                length = 0;
                for (int i = 0; i < octets; i++) {
                    length = length << 8 | in.get() & 0xff;
                }
            }
            byte[] content = new byte[length];
            in.get(content);
            found.add(new Tlv(tag, content));
        }
        return found;
    }

    List<Tlv> children() {
        return all(content);
    }

    Tlv child(int index) {
        return children().get(index);
    }

    /** The number of a context-specific tag. */
    int choice() {
        if ((tag & 0xe0) != 0xa0) {
            throw new IllegalArgumentException("no choice: " + tag);
        }
        return tag & 0x1f;
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    long number() {
        long value = content[0];
        for (int i = 1; i < content.length; i++) {
            value = value << 8 | content[i] & 0xff;
        }
        return value;
    }

    byte[] encoded() {
        return of(tag, content);
    }

    static byte[] of(int tag, byte[]... parts) {
        byte[] content = joined(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.writeBytes(new byte[] {(byte) 0x81, (byte) content.length});
        } else if (content.length < 0x10000) {
            out.writeBytes(new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length});
        } else {
            out.write(0x84);
            out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] choice(int number, byte[]... parts) {
        return of(0xa0 | number, parts);
    }

    static byte[] sequence(byte[]... parts) {
        return of(0x30, parts);
    }

    static byte[] text(String text) {
        return of(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] number(long number) {
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        int first = 0;
        while (first < 7 && all[first] == (all[first + 1] < 0 ? -1 : 0)) {
            first++;
        }
        return of(0x02, Arrays.copyOfRange(all, first, all.length));
    }

    static byte[] nothing() {
        return of(0x05);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
