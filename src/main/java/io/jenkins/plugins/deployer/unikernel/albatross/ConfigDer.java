package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;

/**
 * Configurations of unikernels as each release reads them (src/vmm_asn.ml: {@code unikernel_config} and its
 * predecessors). What an old release has no place for is left out where that changes nothing there, and refused where
 * it does.
 */
final class ConfigDer {
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");

    private final Dialect dialect;
    private final UnikernelConfig config;

    private ConfigDer(Dialect dialect, UnikernelConfig config) {
        this.dialect = dialect;
        this.config = config;
    }

    /**
     * With a hole for the image.
     *
     * @throws IllegalArgumentException with a sentence, if this release cannot do what is wanted
     */
    static DerParts config(Dialect dialect, UnikernelConfig config, boolean compressed, long imageLength) {
        ConfigDer of = new ConfigDer(dialect, config);
        List<ASN1Encodable> before = List.of(Der.tagged(0, Der.NULL), ASN1Boolean.getInstance(compressed));
        List<ASN1Encodable> after = new ArrayList<>();
        if (!dialect.isBefore(Dialect.V2_6)) {
            of.addStartup(after);
            after.add(ASN1Boolean.getInstance(config.addName()));
        }
        after.add(of.onExit());
        of.addResources(after);
        return DerParts.octetString(imageLength)
                .after(encoded(before))
                .before(encoded(after))
                .inSequence();
    }

    /** The same without an image, for a restart. */
    static ASN1Encodable arguments(Dialect dialect, UnikernelConfig config) {
        ConfigDer of = new ConfigDer(dialect, config);
        List<ASN1Encodable> fields = new ArrayList<>();
        fields.add(of.onExit());
        if (!dialect.isBefore(Dialect.V2_6)) {
            of.addStartup(fields);
            fields.add(ASN1Boolean.getInstance(config.addName()));
        }
        of.addResources(fields);
        return Der.sequence(fields);
    }

    private void addStartup(List<ASN1Encodable> fields) {
        config.startup().ifPresent(place -> fields.add(Der.number(place)));
    }

    private ASN1Encodable onExit() {
        return config.onExit() instanceof OnExit.Restart restart
                ? Der.tagged(1, Der.numbers(restart.codes()))
                : Der.tagged(0, Der.NULL);
    }

    private void addResources(List<ASN1Encodable> fields) {
        fields.add(dialect.isBefore(Dialect.V2_7) ? Der.number(onlyCpu(config.cpus())) : Der.numbers(config.cpus()));
        fields.add(Der.number(config.memory()));
        if (!config.blocks().isEmpty()) {
            fields.add(Der.tagged(
                    0, Der.set(config.blocks().stream().map(ConfigDer::block).toList())));
        }
        if (!config.networks().isEmpty()) {
            fields.add(Der.tagged(
                    1,
                    Der.set(config.networks().stream().map(ConfigDer::network).toList())));
        }
        if (!config.arguments().isEmpty()) {
            fields.add(Der.tagged(
                    2, Der.sequence(config.arguments().stream().map(Der::text).toList())));
        }
        if (dialect.isBefore(Dialect.V2_7)) {
            checkCpuCount(config.cpuCount());
        } else {
            config.cpuCount().ifPresent(count -> fields.add(Der.tagged(3, Der.number(count))));
        }
    }

    private int onlyCpu(Set<Integer> cpus) {
        if (cpus.size() > 1) {
            throw new IllegalArgumentException("Albatross " + dialect.releases()
                    + " pins a unikernel to exactly one CPU, and " + cpus.size() + " are wanted");
        }
        return cpus.iterator().next();
    }

    private void checkCpuCount(OptionalInt count) {
        if (count.orElse(1) != 1) {
            throw new IllegalArgumentException("Albatross " + dialect.releases()
                    + " gives a unikernel one virtual CPU, and " + count.getAsInt() + " are wanted");
        }
    }

    private static ASN1Encodable block(BlockDevice block) {
        List<ASN1Encodable> fields = new ArrayList<>(List.of(Der.text(block.device())));
        block.volume().ifPresent(volume -> fields.add(Der.text(volume)));
        block.sectorSize().ifPresent(size -> fields.add(Der.number(size)));
        return Der.sequence(fields);
    }

    private static ASN1Encodable network(NetworkDevice network) {
        List<ASN1Encodable> fields = new ArrayList<>(List.of(Der.text(network.device())));
        network.bridge().ifPresent(bridge -> fields.add(Der.text(bridge)));
        network.mac().ifPresent(mac -> fields.add(Der.bytes(MAC.parseHex(mac))));
        return Der.sequence(fields);
    }

    private static byte[] encoded(List<ASN1Encodable> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fields.forEach(field -> out.writeBytes(Der.encoded(field)));
        return out.toByteArray();
    }
}
