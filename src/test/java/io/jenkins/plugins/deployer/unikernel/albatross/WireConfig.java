package io.jenkins.plugins.deployer.unikernel.albatross;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A configuration as the server of the tests reads it, and says it again: strictly, field by field.
 *
 * @param cpus encoded numbers
 * @param optional of the tags 0 to 3
 */
record WireConfig(
        boolean compressed,
        byte[] image,
        Optional<Tlv> startup,
        boolean addName,
        Tlv onExit,
        List<Tlv> cpus,
        long memory,
        List<Optional<Tlv>> optional) {
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    /** @param form the tag of the command: 9 and 10, 16 and 17, or 20 and 21 */
    static WireConfig read(int form, Tlv config) {
        Deque<Tlv> fields = new ArrayDeque<>(expected(SEQUENCE, config).children());
        if (fields.remove().choice() != 0) {
            throw new IllegalArgumentException("not for solo5");
        }
        boolean compressed = expected(BOOLEAN, fields.remove()).content()[0] != 0;
        byte[] image = expected(OCTET_STRING, fields.remove()).content();
        Optional<Tlv> startup = Optional.empty();
        boolean addName = true;
        if (form >= 16) {
            if (fields.element().tag() == INTEGER) {
                startup = Optional.of(fields.remove());
            }
            addName = expected(BOOLEAN, fields.remove()).content()[0] != 0;
        }
        Tlv onExit = fields.remove();
        onExit.choice();
        List<Tlv> cpus =
                form >= 20 ? expected(SET, fields.remove()).children() : List.of(expected(INTEGER, fields.remove()));
        long memory = expected(INTEGER, fields.remove()).number();
        List<Optional<Tlv>> optional = new ArrayList<>();
        for (int tag = 0; tag <= 3; tag++) {
            boolean there = !fields.isEmpty() && fields.element().choice() == tag && (tag < 3 || form >= 20);
            optional.add(there ? Optional.of(fields.remove()) : Optional.empty());
        }
        if (!fields.isEmpty()) {
            throw new IllegalArgumentException("fields too many");
        }
        return new WireConfig(compressed, image, startup, addName, onExit, cpus, memory, optional);
    }

    private static Tlv expected(int tag, Tlv value) {
        if (value.tag() != tag) {
            throw new IllegalArgumentException("a tag of " + value.tag() + " instead of " + tag);
        }
        return value;
    }

    List<String> volumes() {
        return optional.get(0).map(blocks -> blocks.child(0).children()).orElse(List.of()).stream()
                .map(block -> host(block.children()))
                .toList();
    }

    List<String> bridges() {
        return optional.get(1).map(nets -> nets.child(0).children()).orElse(List.of()).stream()
                .map(net -> host(net.children()))
                .toList();
    }

    /** The name on the host, or else the device's own. */
    private static String host(List<Tlv> device) {
        return device.size() > 1 && device.get(1).tag() == 0x0c
                ? device.get(1).text()
                : device.get(0).text();
    }

    /**
     * What is said of it.
     *
     * @param form the tag of the reply: 5, 8, 9, 11 or 13
     */
    byte[] info(int form, byte[] digest, String started) {
        List<byte[]> fields = new ArrayList<>();
        fields.add(Tlv.choice(0, Tlv.nothing()));
        if (form >= 11) {
            startup.ifPresent(place -> fields.add(place.encoded()));
        }
        fields.add(onExit.encoded());
        byte[][] numbers = cpus.stream().map(Tlv::encoded).toArray(byte[][]::new);
        fields.add(form == 13 ? Tlv.of(SET, numbers) : numbers[0]);
        fields.add(Tlv.number(memory));
        fields.add(Tlv.of(OCTET_STRING, digest));
        optional.get(0).ifPresent(blocks -> fields.add(form >= 9 ? known(blocks, this::block) : blocks.encoded()));
        optional.get(1).ifPresent(nets -> fields.add(form >= 9 ? known(nets, this::network) : nets.encoded()));
        optional.get(2).ifPresent(arguments -> fields.add(arguments.encoded()));
        if (form >= 8) {
            fields.add(Tlv.choice(3, Tlv.of(0x18, started.getBytes(StandardCharsets.US_ASCII))));
        }
        if (form == 13) {
            fields.add(Tlv.choice(
                    4, optional.get(3).map(count -> count.child(0).encoded()).orElse(Tlv.number(1))));
        }
        return Tlv.sequence(fields.toArray(byte[][]::new));
    }

    private static byte[] known(Tlv devices, Function<List<Tlv>, byte[]> saying) {
        return Tlv.choice(
                devices.choice(),
                Tlv.of(
                        SET,
                        devices.child(0).children().stream()
                                .map(device -> saying.apply(device.children()))
                                .toArray(byte[][]::new)));
    }

    private byte[] block(List<Tlv> block) {
        return Tlv.sequence(block.get(0).encoded(), Tlv.text(host(block)), Tlv.number(512), Tlv.number(1_048_576));
    }

    private byte[] network(List<Tlv> network) {
        byte[] mac = network.get(network.size() - 1).tag() == OCTET_STRING
                ? network.get(network.size() - 1).content()
                : new byte[] {0, (byte) 0x80, 0x41, 1, 2, 3};
        return Tlv.sequence(network.get(0).encoded(), Tlv.text(host(network)), Tlv.of(OCTET_STRING, mac));
    }
}
