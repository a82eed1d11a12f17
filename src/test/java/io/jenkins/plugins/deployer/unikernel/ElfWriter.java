package io.jenkins.plugins.deployer.unikernel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes ELF files with the layout that Solo5's linker scripts give unikernels; everything can be made wrong. */
public final class ElfWriter {
    public static final int HVT = 1;
    public static final int SPT = 2;
    public static final int XEN = 6;
    static final int BASE = 0x100000;

    private static final int ABI = 0x31494241;
    private static final int MANIFEST = 0x3154464d;

    private record Note(String section, byte[] bytes) {}

    private final List<Note> notes = new ArrayList<>();
    private boolean sections = true;
    private boolean noteSegments = true;
    int machine = 62;
    int type = 2;
    long entry = BASE;
    int codeFlags = 5;
    public long codeMemory = 0x1000;

    /** A unikernel with these devices, as {@code net:service} and {@code block:data}. */
    public static ElfWriter unikernel(int target, int version, String... devices) {
        return new ElfWriter()
                .note(".note.solo5.abi", "Solo5", ABI, abi(target, version))
                .note(".note.solo5.manifest", "Solo5", MANIFEST, manifest(devices));
    }

    static byte[] abi(int target, int version) {
        return buffer(16).putInt(target).putInt(version).array();
    }

    static byte[] manifest(String... devices) {
        ByteBuffer bytes = buffer(12 + 104 * (devices.length + 1));
        bytes.putInt(0).putInt(1).putInt(devices.length + 1);
        entry(bytes, 0, "", 1 << 30);
        for (int i = 0; i < devices.length; i++) {
            String[] parts = devices[i].split(":");
            entry(bytes, i + 1, parts[1], parts[0].equals("net") ? 2 : 1);
        }
        return bytes.array();
    }

    private static void entry(ByteBuffer bytes, int index, String name, int type) {
        bytes.put(12 + 104 * index, name.getBytes(StandardCharsets.US_ASCII)).putInt(12 + 104 * index + 68, type);
    }

    public ElfWriter note(String section, String owner, int noteType, byte[] content) {
        byte[] name = Arrays.copyOf(owner.getBytes(StandardCharsets.US_ASCII), owner.length() + 4 & -4);
        ByteBuffer bytes = buffer(12 + name.length + content.length);
        bytes.putInt(owner.length() + 1)
                .putInt(content.length)
                .putInt(noteType)
                .put(name)
                .put(content);
        notes.add(new Note(section, bytes.array()));
        return this;
    }

    ElfWriter manifest(byte[] content) {
        notes.removeIf(note -> note.section.equals(".note.solo5.manifest"));
        return note(".note.solo5.manifest", "Solo5", MANIFEST, content);
    }

    /** As {@code strip --strip-section-headers} leaves it. */
    ElfWriter withoutSections() {
        sections = false;
        return this;
    }

    /** As Genode's linker script has it. */
    ElfWriter withoutNoteSegments() {
        noteSegments = false;
        return this;
    }

    public byte[] bytes() {
        int segments = 2 + (noteSegments ? notes.size() : 0);
        int codeAt = 0x1000;
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.writeBytes(new byte[0x100]);
        List<Integer> places = new ArrayList<>();
        for (Note note : notes) {
            rest.writeBytes(new byte[-rest.size() & 3]);
            places.add(codeAt + rest.size());
            rest.writeBytes(note.bytes);
        }
        int loaded = rest.size();
        int namesAt = codeAt + rest.size();
        StringBuilder names = new StringBuilder("\0.shstrtab\0");
        List<Integer> nameOffsets = new ArrayList<>();
        notes.forEach(note -> {
            nameOffsets.add(names.length());
            names.append(note.section).append('\0');
        });
        rest.writeBytes(names.toString().getBytes(StandardCharsets.US_ASCII));
        rest.writeBytes(new byte[-rest.size() & 7]);
        int sectionCount = sections ? notes.size() + 2 : 0;
        int sectionsAt = codeAt + rest.size();
        ByteBuffer bytes = buffer(sectionsAt + 64 * sectionCount);
        bytes.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1).position(16);
        bytes.putShort((short) type).putShort((short) machine).putInt(1).putLong(entry);
        bytes.putLong(64).putLong(sections ? sectionsAt : 0).putInt(0);
        bytes.putShort((short) 64).putShort((short) 56).putShort((short) segments);
        bytes.putShort((short) 64).putShort((short) sectionCount).putShort((short) (sections ? 1 : 0));
        segment(bytes, 1, codeFlags, codeAt, BASE, loaded, Math.max(codeMemory, loaded), 0x1000);
        segment(bytes, 1, 6, 0, BASE + 0x100000, 0, 0x2000, 0x1000);
        for (int i = 0; noteSegments && i < notes.size(); i++) {
            segment(bytes, 4, 4, places.get(i), 0, notes.get(i).bytes.length, notes.get(i).bytes.length, 4);
        }
        bytes.position(codeAt).put(rest.toByteArray());
        if (sections) {
            bytes.position(sectionsAt + 64);
            section(bytes, 1, 3, namesAt, names.length());
            for (int i = 0; i < notes.size(); i++) {
                section(bytes, nameOffsets.get(i), 7, places.get(i), notes.get(i).bytes.length);
            }
        }
        return bytes.array();
    }

    private static void segment(
            ByteBuffer bytes, int type, int flags, long at, long address, long size, long memory, long alignment) {
        bytes.putInt(type).putInt(flags).putLong(at).putLong(address).putLong(address);
        bytes.putLong(size).putLong(memory).putLong(alignment);
    }

    private static void section(ByteBuffer bytes, int name, int type, long at, long size) {
        bytes.putInt(name).putInt(type).putLong(0).putLong(0).putLong(at).putLong(size);
        bytes.putLong(0).putLong(4).putLong(0);
    }

    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
