package io.jenkins.plugins.deployer.unikernel;

import java.util.List;

/**
 * Where a unikernel's segments lie in memory. Those that a tender loads are ascending and apart from each other
 * (Solo5's tenders/common/elf.c), which also is what linkers make.
 *
 * @param end the first address after everything, so that this many bytes of memory are needed at least
 */
record MemoryMap(List<ElfSegment> segments, long end) {
    /** The most that a 64-bit processor can address today is far less. */
    private static final long LAST = 1L << 56;

    static MemoryMap of(List<ElfSegment> all) throws Fault {
        List<ElfSegment> loaded = all.stream().filter(ElfSegment::isLoaded).toList();
        if (loaded.isEmpty()) {
            throw new Fault("it has nothing to load");
        }
        long end = 0;
        for (ElfSegment segment : loaded) {
            check(segment, end);
            end = segment.end();
        }
        return new MemoryMap(loaded, end);
    }

    /** Whether there is code of the file at the address. */
    boolean hasCodeAt(long address) {
        return segments.stream().anyMatch(segment -> segment.isCode() && segment.contains(address));
    }

    private static void check(ElfSegment segment, long end) throws Fault {
        if (Long.compareUnsigned(segment.size(), segment.memory()) > 0) {
            throw new Fault("a segment has " + segment.size() + " bytes, which is more than the " + segment.memory()
                    + " that it has in memory");
        }
        if (Long.compareUnsigned(segment.address(), LAST) > 0 || Long.compareUnsigned(segment.memory(), LAST) > 0) {
            throw new Fault("a segment of " + Long.toUnsignedString(segment.memory()) + " bytes at the address "
                    + hexadecimal(segment.address()) + " fits into no memory");
        }
        if (Long.compareUnsigned(segment.address(), end) < 0) {
            throw new Fault(
                    "its segments overlap or are out of order at the address " + hexadecimal(segment.address()));
        }
        if (Long.bitCount(segment.alignment()) > 1) {
            throw new Fault("a segment is aligned to " + Long.toUnsignedString(segment.alignment())
                    + ", which is no power of two");
        }
    }

    static String hexadecimal(long address) {
        return "0x" + Long.toHexString(address);
    }
}
