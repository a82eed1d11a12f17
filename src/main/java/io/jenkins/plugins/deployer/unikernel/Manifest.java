package io.jenkins.plugins.deployer.unikernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The manifest of a unikernel, version 1 ({@code struct mft} in Solo5's include/mft_abi.h): a version, a number of
 * entries, and the entries, of which the first is reserved. As strict as the strictest of its readers.
 */
final class Manifest {
    private static final int VERSION = 1;
    /** What aligns the rest to 8 bytes. */
    private static final int PADDING = 4;

    private static final int START = PADDING + 8;
    private static final int ENTRY_SIZE = 104;
    private static final int MOST_ENTRIES = 64;
    private static final int RESERVED_FIRST = 1 << 30;
    private static final int NAME_SIZE = 68;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,67}");

    private Manifest() {}

    static List<Device> devices(ElfNote note) throws Fault {
        ByteBuffer content = note.content();
        if (content.capacity() < START) {
            throw new Fault("its manifest has only " + content.capacity() + " bytes");
        }
        int version = content.getInt(PADDING);
        int entries = content.getInt(PADDING + 4);
        if (version != VERSION) {
            throw new Fault("its manifest is of version " + Integer.toUnsignedString(version) + ", where only "
                    + VERSION + " is known");
        }
        if (entries < 1 || entries > MOST_ENTRIES || content.capacity() != START + entries * ENTRY_SIZE) {
            throw new Fault("its manifest claims " + Integer.toUnsignedString(entries) + " entries in "
                    + content.capacity() + " bytes");
        }
        checkFirst(content);
        List<Device> devices = new ArrayList<>();
        for (int i = 1; i < entries; i++) {
            devices.add(device(content, START + i * ENTRY_SIZE));
        }
        Set<Device> different = new HashSet<>(devices);
        if (different.size() < devices.size()) {
            throw new Fault("its manifest names a device twice");
        }
        return List.copyOf(devices);
    }

    private static void checkFirst(ByteBuffer content) throws Fault {
        if (content.getInt(START + NAME_SIZE) != RESERVED_FIRST
                || !name(content, START).isEmpty()) {
            throw new Fault("its manifest does not begin with the reserved entry");
        }
        checkRest(content, START);
    }

    private static Device device(ByteBuffer content, int start) throws Fault {
        String name = name(content, start);
        if (!NAME.matcher(name).matches()) {
            throw new Fault("its manifest has a device whose name is not made of letters and digits");
        }
        int type = content.getInt(start + NAME_SIZE);
        for (DeviceKind kind : DeviceKind.values()) {
            if (kind.type() == type) {
                checkRest(content, start);
                return new Device(kind, name);
            }
        }
        throw new Fault("its manifest has the device \"" + name + "\" of the type " + Integer.toUnsignedString(type)
                + ", which we do not know");
    }

    /** What only the tender fills in. */
    private static void checkRest(ByteBuffer content, int start) throws Fault {
        for (int i = NAME_SIZE + 4; i < ENTRY_SIZE; i++) {
            if (content.get(start + i) != 0) {
                throw new Fault("its manifest has values where only a tender may write");
            }
        }
    }

    private static String name(ByteBuffer content, int start) throws Fault {
        byte[] bytes = new byte[NAME_SIZE];
        content.get(start, bytes);
        for (int end = 0; end < NAME_SIZE; end++) {
            if (bytes[end] == 0) {
                return new String(Arrays.copyOf(bytes, end), StandardCharsets.ISO_8859_1);
            }
        }
        throw new Fault("its manifest has a device whose name does not end");
    }
}
