package io.jenkins.plugins.deployer.unikernel.albatross;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What all releases say of a unikernel (src/vmm_asn.ml, {@code unikernel_info} and its predecessors). A field that was
 * added is told by its type or its tag, so one reading does for all.
 */
final class InfoDer {
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");
    private static final int SHA_256 = 32;

    private InfoDer() {}

    static RunningUnikernel decoded(Fields entry) {
        Fields pair = entry.sequence();
        Name name = pair.name();
        Fields fields = pair.sequence();
        pair.end();
        fields.choice(); // solo5 or bhyve
        OptionalInt startup = fields.optionalInteger();
        OnExit onExit = onExit(fields.choice());
        Set<Integer> cpus =
                fields.nextIsSet() ? new TreeSet<>(fields.set().all(Fields::integer)) : Set.of(fields.integer());
        int memory = fields.integer();
        String digest = digest(fields.bytes());
        List<BlockDevice> blocks =
                fields.optional(0).map(each -> each.set().all(InfoDer::block)).orElse(List.of());
        List<NetworkDevice> networks =
                fields.optional(1).map(each -> each.set().all(InfoDer::network)).orElse(List.of());
        List<String> arguments = fields.optional(2)
                .map(each -> each.sequence().all(Fields::text))
                .orElse(List.of());
        Optional<Instant> started = fields.optional(3).map(Fields::time);
        OptionalInt cpuCount =
                fields.optional(4).map(each -> OptionalInt.of(each.integer())).orElse(OptionalInt.empty());
        fields.optional(5);
        fields.end();
        return new RunningUnikernel(
                name,
                digest,
                new UnikernelConfig(startup, true, onExit, cpus, memory, blocks, networks, arguments, cpuCount),
                started);
    }

    private static String digest(byte[] digest) {
        if (digest.length != SHA_256) {
            throw new IllegalArgumentException("a digest of " + digest.length + " bytes");
        }
        return HexFormat.of().formatHex(digest);
    }

    private static OnExit onExit(Fields.Choice choice) {
        return choice.tag() == 0
                ? new OnExit.Quit()
                : new OnExit.Restart(new TreeSet<>(choice.content().set().all(Fields::integer)));
    }

    /** A size may follow the sector size, which another question tells too. */
    private static BlockDevice block(Fields entry) {
        Fields fields = entry.sequence();
        return new BlockDevice(fields.text(), fields.optionalText(), fields.optionalInteger());
    }

    private static NetworkDevice network(Fields entry) {
        Fields fields = entry.sequence();
        return new NetworkDevice(
                fields.text(),
                fields.optionalText(),
                fields.nextIsBytes() ? Optional.of(MAC.formatHex(fields.bytes())) : Optional.empty());
    }
}
