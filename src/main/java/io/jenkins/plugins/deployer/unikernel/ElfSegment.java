package io.jenkins.plugins.deployer.unikernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of an ELF file as it is loaded (System V ABI, "Program Header"). Numbers are unsigned and untrusted.
 *
 * @param at where it is in the file
 * @param address where it is in memory
 * @param size in the file
 * @param memory its size in memory; what the file does not have is zero
 */
record ElfSegment(int type, int flags, long at, long address, long size, long memory, long alignment) {
    private static final int SIZE = 56;
    private static final int LOAD = 1;
    private static final int NOTE = 4;
    private static final int EXECUTABLE = 1;
    private static final int WRITABLE = 2;

    static List<ElfSegment> read(RandomAccess file, ElfHeader header) throws IOException, Fault {
        ByteBuffer bytes = file.bytes("its table of segments", header.segmentsAt(), header.segments() * SIZE);
        List<ElfSegment> segments = new ArrayList<>();
        for (int start = 0; start < bytes.limit(); start += SIZE) {
            ElfSegment segment = new ElfSegment(
                    bytes.getInt(start),
                    bytes.getInt(start + 4),
                    bytes.getLong(start + 8),
                    bytes.getLong(start + 16),
                    bytes.getLong(start + 32),
                    bytes.getLong(start + 40),
                    bytes.getLong(start + 48));
            if ((segment.isLoaded() || segment.isNote()) && !file.has(segment.at, segment.size)) {
                throw file.beyond("a segment", segment.at, segment.size);
            }
            segments.add(segment);
        }
        return segments;
    }

    /** Whether it becomes part of the memory. */
    boolean isLoaded() {
        return type == LOAD && (memory | size) != 0;
    }

    boolean isNote() {
        return type == NOTE;
    }

    boolean isWritableCode() {
        return (flags & WRITABLE) != 0 && (flags & EXECUTABLE) != 0;
    }

    boolean isCode() {
        return (flags & EXECUTABLE) != 0;
    }

    /** Of a segment whose end was checked. */
    boolean contains(long where) {
        return Long.compareUnsigned(where, address) >= 0 && Long.compareUnsigned(where, end()) < 0;
    }

    /** Where it ends in memory. */
    long end() {
        return address + memory;
    }
}
