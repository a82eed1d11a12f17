package io.jenkins.plugins.deployer.unikernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The notes of an ELF file in the sections that Solo5 names (System V ABI, "Sections"). Tenders go by segments;
 * Albatross goes by these names (ocaml-solo5-elftool 0.4.0, lib/elf.ml), as do Genode's binaries, which have no note
 * segments.
 */
final class NamedNotes {
    static final String ABI = ".note.solo5.abi";
    static final String MANIFEST = ".note.solo5.manifest";

    private static final int SECTION_SIZE = 64;
    private static final int LONGEST_NAME = MANIFEST.length() + 1;
    /** Numbers from here on mean something else. */
    private static final int MOST_SECTIONS = 0xff00;

    private final RandomAccess file;
    private final ElfHeader header;

    NamedNotes(RandomAccess file, ElfHeader header) {
        this.file = file;
        this.header = header;
    }

    /** The notes of both sections; none if the file was stripped of its sections. */
    List<ElfNote> read() throws IOException, Fault {
        List<ElfNote> notes = new ArrayList<>();
        if (header.sections() == 0) {
            return notes;
        }
        long tableSize = (long) header.sections() * SECTION_SIZE;
        if (header.sections() >= MOST_SECTIONS || header.namesSection() >= header.sections()) {
            throw new Fault("its table of sections is damaged");
        }
        if (!file.has(header.sectionsAt(), tableSize)) {
            throw file.beyond("its table of sections", header.sectionsAt(), tableSize);
        }
        ByteBuffer names = section(header.namesSection());
        for (int i = 0; i < header.sections(); i++) {
            ByteBuffer section = section(i);
            String name = name(names, section);
            if (name.equals(ABI) || name.equals(MANIFEST)) {
                read(name, section, notes);
            }
        }
        return notes;
    }

    private void read(String name, ByteBuffer section, List<ElfNote> notes) throws IOException, Fault {
        long at = section.getLong(24);
        long size = section.getLong(32);
        if (!file.has(at, size)) {
            throw file.beyond("its section " + name, at, size);
        }
        ElfNote.read(file, at, size, notes);
    }

    private ByteBuffer section(int index) throws IOException, Fault {
        return file.bytes("a section", header.sectionsAt() + (long) index * SECTION_SIZE, SECTION_SIZE);
    }

    /** The beginning of the name: as much as is needed to know those that we look for. */
    private String name(ByteBuffer names, ByteBuffer section) throws IOException, Fault {
        long at = names.getLong(24);
        long offset = Integer.toUnsignedLong(section.getInt(0));
        long size = names.getLong(32);
        if (!file.has(at, size) || offset >= size && offset > 0) {
            throw new Fault("its names of sections are damaged");
        }
        byte[] name = file.bytes("the name of a section", at + offset, (int) Math.min(LONGEST_NAME, size - offset))
                .array();
        int end = 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        return new String(name, 0, end, StandardCharsets.ISO_8859_1);
    }
}
