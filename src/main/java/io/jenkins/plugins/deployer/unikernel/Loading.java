package io.jenkins.plugins.deployer.unikernel;

import io.jenkins.plugins.deployer.rules.UnikernelTarget;

/** What those who load unikernels of a target insist on. */
enum Loading {
    /** The tenders of hvt and spt: Solo5's tenders/common/elf.c, from the address {@code HVT_GUEST_MIN_BASE} on. */
    TENDER {
        @Override
        void check(ElfHeader header, MemoryMap memory, XenNotes xen) throws Fault {
            checkFixed(header);
            checkEntry(header.entry(), memory);
            for (ElfSegment segment : memory.segments()) {
                if (Long.compareUnsigned(segment.address(), LEAST_ADDRESS) < 0) {
                    throw new Fault("a segment is at the address " + MemoryMap.hexadecimal(segment.address())
                            + ", below " + MemoryMap.hexadecimal(LEAST_ADDRESS));
                }
                if (segment.isWritableCode()) {
                    throw new Fault("a segment is both writable and executable, which no tender loads");
                }
            }
        }
    },
    /** Multiboot, for virtio, and Muen's own loader. */
    BARE {
        @Override
        void check(ElfHeader header, MemoryMap memory, XenNotes xen) throws Fault {
            checkFixed(header);
            checkEntry(header.entry(), memory);
        }
    },
    /** Xen's domain builder, which begins a PVH domain where a note says. */
    XEN {
        @Override
        void check(ElfHeader header, MemoryMap memory, XenNotes xen) throws Fault {
            checkFixed(header);
            if (xen.pvhEntry().isEmpty()) {
                throw new Fault("it is for xen, but has no Xen note that says where a PVH domain begins");
            }
            checkEntry(xen.pvhEntry().getAsLong(), memory);
        }
    },
    /** Genode's dynamic linker, which knows by itself where a component begins. */
    DYNAMIC {
        @Override
        void check(ElfHeader header, MemoryMap memory, XenNotes xen) {
            // Nothing more than every ELF file has.
        }
    };

    private static final long LEAST_ADDRESS = 0x100000;

    static Loading of(UnikernelTarget target) {
        return switch (target) {
            case HVT, SPT -> TENDER;
            case VIRTIO, MUEN -> BARE;
            case XEN -> XEN;
            case GENODE -> DYNAMIC;
        };
    }

    abstract void check(ElfHeader header, MemoryMap memory, XenNotes xen) throws Fault;

    private static void checkFixed(ElfHeader header) throws Fault {
        if (header.relocatable()) {
            throw new Fault("it is position-independent, where Solo5 loads to fixed addresses only");
        }
    }

    private static void checkEntry(long entry, MemoryMap memory) throws Fault {
        if (!memory.hasCodeAt(entry)) {
            throw new Fault("it begins at the address " + MemoryMap.hexadecimal(entry) + ", where it has no code");
        }
    }
}
