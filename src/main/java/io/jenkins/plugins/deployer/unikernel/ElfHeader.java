package io.jenkins.plugins.deployer.unikernel;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The beginning of a 64-bit little-endian ELF file (System V ABI, "ELF Header").
 *
 * @param plainIdent whether the unused bytes of the identification are zero
 * @param relocatable whether it is position-independent ({@code ET_DYN}), else at a fixed address ({@code ET_EXEC})
 * @param machine the processor's number
 * @param entry the address of the first instruction, unsigned
 */
record ElfHeader(
        boolean plainIdent,
        boolean relocatable,
        int machine,
        long entry,
        long segmentsAt,
        int segments,
        long sectionsAt,
        int sections,
        int namesSection) {
    private static final int SIZE = 64;
    private static final int SEGMENT_SIZE = 56;
    private static final int SECTION_SIZE = 64;
    private static final int MAGIC = 0x464c457f;
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;
    private static final int CURRENT = 1;
    private static final int FIXED = 2;
    private static final int DYNAMIC = 3;

    /** Solo5's have ten. */
    private static final int MOST_SEGMENTS = 512;

    static ElfHeader read(RandomAccess file) throws IOException, Fault {
        if (file.size() < SIZE) {
            throw new Fault("it has only " + file.size() + " bytes, which is less than the header of an ELF file");
        }
        ByteBuffer bytes = file.bytes("its header", 0, SIZE);
        checkIdent(bytes);
        int type = bytes.getShort(16) & 0xffff;
        if (type != FIXED && type != DYNAMIC) {
            throw new Fault("it is an ELF file, but not an executable (its type is " + type + ")");
        }
        int segments = bytes.getShort(56) & 0xffff;
        int sections = bytes.getShort(60) & 0xffff;
        checkSize("its ELF header", SIZE, bytes.getShort(52));
        if (segments < 1 || segments > MOST_SEGMENTS) {
            throw new Fault("it has " + segments + " segments, where 1 to " + MOST_SEGMENTS + " are possible");
        }
        checkSize("an entry of its table of segments", SEGMENT_SIZE, bytes.getShort(54));
        if (sections > 0) {
            checkSize("an entry of its table of sections", SECTION_SIZE, bytes.getShort(58));
        }
        return new ElfHeader(
                bytes.getLong(8) >>> 8 == 0,
                type == DYNAMIC,
                bytes.getShort(18) & 0xffff,
                bytes.getLong(24),
                bytes.getLong(32),
                segments,
                bytes.getLong(40),
                sections,
                bytes.getShort(62) & 0xffff);
    }

    private static void checkIdent(ByteBuffer bytes) throws Fault {
        if (bytes.getInt(0) != MAGIC) {
            throw new Fault("it is not an ELF file");
        }
        if (bytes.get(4) != CLASS_64) {
            throw new Fault("it is not a 64-bit ELF file");
        }
        if (bytes.get(5) != LITTLE_ENDIAN) {
            throw new Fault("it is not a little-endian ELF file");
        }
        if (bytes.getInt(20) != CURRENT) {
            throw new Fault("it is of version " + Integer.toUnsignedString(bytes.getInt(20))
                    + " of the ELF format, where only 1 is known");
        }
    }

    private static void checkSize(String what, int expected, short size) throws Fault {
        if ((size & 0xffff) != expected) {
            throw new Fault(what + " claims " + (size & 0xffff) + " bytes instead of " + expected);
        }
    }
}
