package io.jenkins.plugins.deployer.unikernel;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a kernel says to Xen's domain builder (xen/include/public/elfnote.h).
 *
 * @param pvhEntry where a PVH domain begins, which is how Solo5's do; empty if it cannot be one
 * @param classic whether it has the notes of a PV kernel, as Mini-OS had before MirageOS 3.9
 */
record XenNotes(OptionalLong pvhEntry, boolean classic) {
    private static final String OWNER = "Xen";
    private static final int ENTRY = 1;
    private static final int PHYS32_ENTRY = 18;

    static XenNotes of(List<ElfNote> notes) throws Fault {
        OptionalLong entry = OptionalLong.empty();
        boolean classic = false;
        for (ElfNote note : notes) {
            if (note.is(OWNER, PHYS32_ENTRY)) {
                entry = OptionalLong.of(number(note.content()));
            }
            classic |= note.is(OWNER, ENTRY);
        }
        return new XenNotes(entry, classic);
    }

    /** Of 4 or 8 bytes, as the domain builder takes it. */
    private static long number(ByteBuffer content) throws Fault {
        return switch (content.capacity()) {
            case 4 -> Integer.toUnsignedLong(content.getInt(0));
            case 8 -> content.getLong(0);
            default -> throw new Fault("its Xen note of the entry has " + content.capacity() + " bytes");
        };
    }
}
