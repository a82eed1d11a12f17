package io.jenkins.plugins.deployer.unikernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnikernelReaderTest {
    private static final String NAME = "/unikernel.hvt of example.org/www";
    private static final int SEGMENTS = 64;

    @TempDir
    private Path directory;

    @Test
    void says_what_a_unikernel_is_for_and_what_it_needs() throws IOException {
        byte[] bytes = ElfWriter.unikernel(ElfWriter.HVT, 2, "net:service", "block:data", "net:management")
                .bytes();

        Unikernel unikernel = read(bytes);

        assertThat(unikernel.abi()).hasToString("hvt version 2");
        assertThat(unikernel.architecture()).isEqualTo(Architecture.X86_64);
        assertThat(unikernel.devices())
                .map(Device::toString)
                .containsExactly("network \"service\"", "block device \"data\"", "network \"management\"");
        assertThat(unikernel.devices(DeviceKind.NETWORK)).containsExactly("service", "management");
        assertThat(unikernel.leastMemory()).isEqualTo(ElfWriter.BASE + 0x102000);
        assertThat(unikernel.size()).isEqualTo(bytes.length);
        assertThat(unikernel.named()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, hvt", "2, spt", "3, virtio", "4, muen", "5, genode"})
    void knows_the_targets_of_solo5(int number, String label) throws IOException {
        assertThat(read(ElfWriter.unikernel(number, 4).bytes()).abi().target().label())
                .isEqualTo(label);
    }

    @Test
    void a_xen_unikernel_says_where_a_pvh_domain_begins() throws IOException {
        byte[] entry = ElfWriter.buffer(4).putInt(ElfWriter.BASE + 0x20).array();

        assertThat(read(ElfWriter.unikernel(ElfWriter.XEN, 1)
                                .note(".note.solo5.xen", "Xen", 18, entry)
                                .bytes())
                        .abi()
                        .target())
                .isEqualTo(UnikernelTarget.XEN);
        assertThat(failure(ElfWriter.unikernel(ElfWriter.XEN, 1).bytes()))
                .hasMessageEndingWith("it is for xen, but has no Xen note that says where a PVH domain begins");
    }

    @Test
    void names_a_xen_kernel_of_the_past() {
        byte[] bytes =
                new ElfWriter().note(".note.mini_os", "Xen", 1, new byte[8]).bytes();

        assertThat(failure(bytes)).hasMessageContaining("of before MirageOS 3.9");
    }

    @Test
    void a_genode_component_has_its_manifest_in_a_section_only() throws IOException {
        ElfWriter component =
                new ElfWriter().manifest(ElfWriter.manifest("net:service")).withoutNoteSegments();
        component.type = 3;
        component.entry = 0;

        Unikernel unikernel = read(component.bytes());

        assertThat(unikernel.abi().target()).isEqualTo(UnikernelTarget.GENODE);
        assertThat(unikernel.devices(DeviceKind.NETWORK)).containsExactly("service");
    }

    @Test
    void notices_that_albatross_would_not_find_the_notes_of_a_stripped_unikernel() throws IOException {
        assertThat(read(ElfWriter.unikernel(ElfWriter.HVT, 2).withoutSections().bytes())
                        .named())
                .isFalse();
    }

    @Test
    void refuses_what_says_one_thing_to_albatross_and_another_to_the_tender() {
        byte[] bytes = ElfWriter.unikernel(ElfWriter.HVT, 2, "net:service").bytes();
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int manifestSegment = SEGMENTS + 3 * 56;
        long at = header.getLong(manifestSegment + 8);
        long size = header.getLong(manifestSegment + 32);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + (int) size);
        System.arraycopy(bytes, (int) at, longer, bytes.length, (int) size);
        longer[bytes.length + 20 + 12 + 104] = 'x';
        ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putLong(manifestSegment + 8, bytes.length);

        assertThat(failure(longer)).hasMessageEndingWith("its sections and its segments have different Solo5 notes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u007fELFjunk", "#!/bin/sh\n"})
    void what_is_no_elf_file_ends_in_a_sentence(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);

        assertThat(failure(bytes))
                .hasMessage(NAME + " is not a usable unikernel: it has only " + bytes.length
                        + " bytes, which is less than the header of an ELF file");
        assertThat(failure(Arrays.copyOf(bytes, 4096))).hasMessageStartingWith(NAME + " is not a usable unikernel: ");
    }

    @Test
    void a_file_cut_short_anywhere_ends_in_a_sentence() {
        byte[] bytes = ElfWriter.unikernel(ElfWriter.HVT, 2, "net:service").bytes();

        for (int length = 0; length < bytes.length; length += length < 0x1400 && length >= 0x200 ? 37 : 1) {
            assertThat(failure(Arrays.copyOf(bytes, length)).kind())
                    .as("the first %d bytes", length)
                    .isEqualTo(UnikernelException.Kind.INVALID);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "16, 1, 'it is an ELF file, but not an executable (its type is 1)'",
        "4, 1, it is not a 64-bit ELF file",
        "5, 2, it is not a little-endian ELF file",
        "56, 0, '0 segments, where 1 to 512 are possible'",
        "18, 243, 'it is for the processor number 243 of the ELF format, which Solo5 does not know'",
        "54, 8, an entry of its table of segments claims 8 bytes instead of 56",
    })
    void says_what_is_wrong_with_a_header(int offset, int value, String sentence) {
        assertThat(failure(changed(bytes -> bytes.put(offset, (byte) value)))).hasMessageEndingWith(sentence);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 63, -1, Long.MAX_VALUE, 1L << 40, -4096})
    void sizes_and_offsets_beyond_everything_end_in_a_sentence(long huge) {
        int[] fields = {
            32,
            40,
            SEGMENTS + 8,
            SEGMENTS + 32,
            SEGMENTS + 16,
            SEGMENTS + 40,
            SEGMENTS + 2 * 56 + 8,
            SEGMENTS + 2 * 56 + 32
        };
        for (int field : fields) {
            assertThat(failure(changed(bytes -> bytes.putLong(field, huge))).kind())
                    .as("the field at %d", field)
                    .isEqualTo(UnikernelException.Kind.INVALID);
        }
    }

    @Test
    void refuses_segments_that_no_tender_loads() {
        assertThat(failure(changed(bytes -> bytes.putLong(SEGMENTS + 40, 0))))
                .hasMessageContaining("which is more than the 0 that it has in memory");
        assertThat(failure(changed(bytes -> bytes.putLong(SEGMENTS + 56 + 16, ElfWriter.BASE + 0x10))))
                .hasMessageEndingWith("its segments overlap or are out of order at the address 0x100010");
        assertThat(failure(changed(bytes -> bytes.putInt(SEGMENTS + 4, 7))))
                .hasMessageEndingWith("a segment is both writable and executable, which no tender loads");
        assertThat(failure(changed(bytes -> bytes.putLong(SEGMENTS + 16, 0x1000).putLong(24, 0x1000))))
                .hasMessageEndingWith("a segment is at the address 0x1000, below 0x100000");
        assertThat(failure(changed(bytes -> bytes.putLong(24, 5))))
                .hasMessageEndingWith("it begins at the address 0x5, where it has no code");
        assertThat(failure(changed(bytes -> bytes.putShort(16, (short) 3))))
                .hasMessageContaining("position-independent");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refuses_more_notes_than_anybody_has_however_they_are_spread(boolean sectionsOnly) {
        ElfWriter elf = ElfWriter.unikernel(ElfWriter.HVT, 2);
        for (int i = 0; i < 66; i++) {
            elf.note(sectionsOnly ? ".note.solo5.manifest" : ".note.other", "Other", i, new byte[16]);
        }
        assertThat(failure((sectionsOnly ? elf.withoutNoteSegments() : elf).bytes()))
                .hasMessageEndingWith("it has more than 64 notes");
    }

    @Test
    void refuses_manifests_that_a_tender_or_albatross_refuses() {
        byte[] good = ElfWriter.manifest("net:service");

        assertThat(failure(manifest(good, bytes -> bytes.putInt(4, 2))))
                .hasMessageContaining("manifest is of version 2");
        assertThat(failure(manifest(good, bytes -> bytes.putInt(8, 65)))).hasMessageContaining("claims 65 entries");
        assertThat(failure(manifest(good, bytes -> bytes.putInt(8, -1))))
                .hasMessageContaining("claims 4294967295 entries");
        assertThat(failure(manifest(good, bytes -> bytes.putInt(12 + 104 + 68, 9))))
                .hasMessageContaining("the device \"service\" of the type 9");
        assertThat(failure(manifest(good, bytes -> bytes.put(12 + 104, (byte) '/'))))
                .hasMessageContaining("not made of letters and digits");
        assertThat(failure(manifest(
                        good, bytes -> bytes.put(12 + 104, "x".repeat(68).getBytes()))))
                .hasMessageContaining("whose name does not end");
        assertThat(failure(manifest(good, bytes -> bytes.put(12 + 104 + 96, (byte) 1))))
                .hasMessageContaining("where only a tender may write");
        assertThat(failure(manifest(ElfWriter.manifest("net:a", "net:a"), bytes -> {})))
                .hasMessageContaining("names a device twice");
    }

    /** Bytes are changed at random, always in the same way; each result is a unikernel or a sentence. */
    @Test
    void whatever_is_changed_in_a_file_it_ends_in_a_value_or_a_sentence() throws IOException {
        byte[] good = ElfWriter.unikernel(ElfWriter.HVT, 2, "net:service", "block:data")
                .bytes();
        int[] interesting = {0, 1, 4, 0x7f, 0x80, 0xff};
        Random random = new Random(4);
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = good.clone();
            for (int change = random.nextInt(6); change >= 0; change--) {
                int place = random.nextBoolean()
                        ? random.nextInt(64 + 4 * 56)
                        : 0x1100 + random.nextInt(bytes.length - 0x1100);
                bytes[place] = (byte) interesting[random.nextInt(interesting.length)];
            }
            try {
                read(bytes);
            } catch (UnikernelException e) {
                assertThat(e.kind()).isEqualTo(UnikernelException.Kind.INVALID);
                assertThat(e.getMessage()).startsWith(NAME).doesNotContain("\n").hasSizeLessThan(400);
            }
        }
    }

    private Unikernel read(byte[] bytes) throws IOException {
        return UnikernelReader.read(Files.write(directory.resolve("unikernel"), bytes), NAME);
    }

    private UnikernelException failure(byte[] bytes) {
        return catchThrowableOfType(UnikernelException.class, () -> read(bytes));
    }

    private static byte[] changed(Consumer<ByteBuffer> change) {
        byte[] bytes = ElfWriter.unikernel(ElfWriter.HVT, 2, "net:service").bytes();
        change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }

    private static byte[] manifest(byte[] good, Consumer<ByteBuffer> change) {
        byte[] manifest = good.clone();
        change.accept(ByteBuffer.wrap(manifest).order(ByteOrder.LITTLE_ENDIAN));
        return ElfWriter.unikernel(ElfWriter.HVT, 2).manifest(manifest).bytes();
    }
}
