package io.jenkins.plugins.deployer.unikernel.albatross;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sample of what a unikernel uses (src/vmm_asn.ml, {@code data}: {@code ru}, {@code ifdata}, {@code vmm-stats}). */
final class StatisticsDer {
    private static final int NUMBERS_OF_A_BRIDGE = 5;

    private StatisticsDer() {}

    static Statistics decoded(Fields fields) {
        Fields usage = fields.sequence();
        Duration user = time(usage.sequence());
        Duration system = time(usage.sequence());
        long maxResident = usage.int64();
        List<Statistics.NetworkCounters> networks = fields.sequence().all(StatisticsDer::network);
        Map<String, Long> vmm = new TreeMap<>();
        fields.optional(0).ifPresent(counters -> counters.sequence().all(counter -> {
            Fields pair = counter.sequence();
            return vmm.put(pair.text(), pair.int64());
        }));
        fields.skipImplicit(1);
        fields.end();
        return new Statistics(user, system, maxResident, networks, vmm);
    }

    private static Duration time(Fields seconds) {
        return Duration.ofSeconds(seconds.int64()).plusNanos(1_000L * seconds.integer());
    }

    /** The bridge, flags and the like, the baud rate, and then the counters, of which each has its errors beside it. */
    private static Statistics.NetworkCounters network(Fields entry) {
        Fields fields = entry.sequence();
        String bridge = fields.text();
        for (int i = 0; i < NUMBERS_OF_A_BRIDGE; i++) {
            fields.number();
        }
        fields.int64();
        long inputPackets = fields.int64();
        fields.int64();
        long outputPackets = fields.int64();
        fields.int64();
        fields.int64();
        return new Statistics.NetworkCounters(bridge, inputPackets, fields.int64(), outputPackets, fields.int64());
    }
}
