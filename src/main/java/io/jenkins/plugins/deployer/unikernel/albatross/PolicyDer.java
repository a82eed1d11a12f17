package io.jenkins.plugins.deployer.unikernel.albatross;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bouncycastle.asn1.ASN1Encodable;

/** Policies as all releases write them (src/vmm_asn.ml, {@code policy}). */
final class PolicyDer {
    private PolicyDer() {}

    static ASN1Encodable encoded(Policy policy) {
        List<ASN1Encodable> fields = new ArrayList<>(List.of(
                Der.sequence(policy.cpus().stream().map(cpu -> Der.number(cpu)).toList()),
                Der.number(policy.unikernels()),
                Der.number(policy.memory())));
        policy.block().ifPresent(block -> fields.add(Der.number(block)));
        fields.add(Der.sequence(policy.bridges().stream().map(Der::text).toList()));
        return Der.sequence(fields);
    }

    static Policy decoded(Fields fields) {
        List<Integer> cpus = fields.sequence().all(Fields::integer);
        long unikernels = fields.number();
        long memory = fields.number();
        OptionalLong block = fields.nextIsNumber() ? OptionalLong.of(fields.number()) : OptionalLong.empty();
        List<String> bridges = fields.sequence().all(Fields::text);
        fields.end();
        return new Policy(cpus, unikernels, memory, block, bridges);
    }
}
