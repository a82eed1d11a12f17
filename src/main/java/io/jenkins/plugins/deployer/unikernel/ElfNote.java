package io.jenkins.plugins.deployer.unikernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Something that an ELF file says to those who load it (System V ABI, "Note Section").
 *
 * @param owner who defined the type, for example {@code Solo5}
 * @param content little-endian
 */
record ElfNote(String owner, int type, ByteBuffer content) {
    private static final int HEADER = 12;
    private static final int LONGEST_OWNER = 64;
    /** More than the largest manifest has. */
    private static final int LONGEST = 16 * 1024;

    /** Of the whole file: any number of its pieces may be the same bytes. */
    private static final int MOST = 64;

    /**
     * Reads the notes of one piece of the file, of which there may be several in a row.
     *
     * @param notes those that were read before, to which these are added
     */
    static void read(RandomAccess file, long at, long size, List<ElfNote> notes) throws IOException, Fault {
        long done = 0;
        while (size - done > 0) {
            ElfNote note = one(file, at + done, size - done);
            notes.add(note);
            done += HEADER + padded(note.owner.length() + 1L) + padded(note.content.capacity());
            if (notes.size() > MOST) {
                throw new Fault("it has more than " + MOST + " notes");
            }
        }
    }

    private static ElfNote one(RandomAccess file, long at, long size) throws IOException, Fault {
        if (size < HEADER) {
            throw new Fault("a note has only " + size + " bytes");
        }
        ByteBuffer header = file.bytes("a note", at, HEADER);
        long ownerSize = Integer.toUnsignedLong(header.getInt(0));
        long contentSize = Integer.toUnsignedLong(header.getInt(4));
        if (ownerSize < 1 || ownerSize > LONGEST_OWNER || contentSize > LONGEST) {
            throw new Fault("a note claims an owner of " + ownerSize + " and a content of " + contentSize + " bytes");
        }
        if (HEADER + padded(ownerSize) + contentSize > size) {
            throw new Fault("a note claims more bytes than there are");
        }
        ByteBuffer owner = file.bytes("a note", at + HEADER, (int) ownerSize);
        if (owner.get((int) ownerSize - 1) != 0) {
            throw new Fault("a note has an owner whose name does not end");
        }
        ByteBuffer content = file.bytes("a note", at + HEADER + padded(ownerSize), (int) contentSize);
        String name = new String(owner.array(), 0, (int) ownerSize - 1, StandardCharsets.ISO_8859_1);
        return new ElfNote(name, header.getInt(8), content.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
    }

    boolean is(String otherOwner, int otherType) {
        return owner.equals(otherOwner) && type == otherType;
    }

    private static long padded(long size) {
        return size + 3 & -4;
    }
}
