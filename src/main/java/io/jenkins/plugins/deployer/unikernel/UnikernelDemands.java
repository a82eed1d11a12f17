package io.jenkins.plugins.deployer.unikernel;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the rules, and a host, ask of a unikernel. Pure. Its own name needs no look here: a {@link UnikernelDeployment}
 * has only names that hosts take.
 *
 * @param architecture the one that it was built for
 * @param abiVersions those of the host's tenders; empty if they are not known, which accepts all
 * @param given what it gets where it runs; empty if it is only built
 */
public record UnikernelDemands(
        UnikernelTarget target, Architecture architecture, Set<Integer> abiVersions, Optional<Given> given) {
    private static final long MEBIBYTE = 1L << 20;

    public UnikernelDemands {
        requireNonNull(target);
        requireNonNull(architecture);
        abiVersions = Set.copyOf(abiVersions);
        requireNonNull(given);
    }

    /**
     * What a unikernel gets.
     *
     * @param networks the names of the network devices
     * @param blocks the names of the block devices
     * @param albatross MiB of memory, if Albatross is to run it; on Solo5 hosts the host's own configuration decides
     */
    public record Given(Set<String> networks, Set<String> blocks, OptionalInt albatross) {
        public Given {
            networks = Collections.unmodifiableSet(new LinkedHashSet<>(networks));
            blocks = Collections.unmodifiableSet(new LinkedHashSet<>(blocks));
            requireNonNull(albatross);
        }

        /** What a rule gives. */
        public static Given by(UnikernelDeployment rule) {
            return new Given(
                    rule.networks().keySet(),
                    rule.blocks().keySet(),
                    rule.host() instanceof Host.Albatross ? OptionalInt.of(rule.memory()) : OptionalInt.empty());
        }
    }

    /** Of a unikernel that is built, as on a branch that is deployed nowhere. */
    public static UnikernelDemands ofBuild(UnikernelTarget target, Architecture architecture) {
        return new UnikernelDemands(target, architecture, Set.of(), Optional.empty());
    }

    /** Of a unikernel that is deployed, or would be if its branch were merged. */
    public static UnikernelDemands ofDeployment(
            UnikernelTarget target, Architecture architecture, UnikernelDeployment deployment) {
        return ofBuild(target, architecture).with(Given.by(deployment));
    }

    /** The same for one that gets this. */
    public UnikernelDemands with(Given newGiven) {
        return new UnikernelDemands(target, architecture, abiVersions, Optional.of(newGiven));
    }

    /** The same where it is known what the host's tenders run. */
    public UnikernelDemands onTenders(Set<Integer> versions) {
        return new UnikernelDemands(target, architecture, versions, given);
    }

    /**
     * Whether a unikernel is what is asked for.
     *
     * @throws UnikernelException {@link UnikernelException.Kind#UNFIT} with everything that does not fit
     */
    public void check(Unikernel unikernel) throws UnikernelException {
        List<String> misfits = misfits(unikernel);
        if (!misfits.isEmpty()) {
            throw new UnikernelException(
                    UnikernelException.Kind.UNFIT, unikernel.name() + " does not fit: " + String.join("; ", misfits));
        }
    }

    /** Everything that does not fit, each as a part of a sentence; empty if all does. */
    public List<String> misfits(Unikernel unikernel) {
        List<String> misfits = new ArrayList<>();
        if (unikernel.abi().target() != target) {
            misfits.add("it is built for " + unikernel.abi().target().label() + ", not for " + target.label()
                    + " as the rules say");
        } else if (!abiVersions.isEmpty()
                && !abiVersions.contains(unikernel.abi().version())) {
            misfits.add("it has the Solo5 ABI " + unikernel.abi() + ", but the host's solo5-" + target.label()
                    + " runs " + new TreeSet<>(abiVersions));
        }
        if (unikernel.architecture() != architecture) {
            misfits.add(
                    "it is built for " + unikernel.architecture() + ", not for " + architecture + " as the rules say");
        }
        given.ifPresent(what -> addMisfits(misfits, unikernel, what));
        return misfits;
    }

    /**
     * What Albatross alone asks of a unikernel.
     *
     * @param memory MiB that it would get
     * @return everything that does not fit, each as a part of a sentence
     */
    public static List<String> misfitsOnAlbatross(Unikernel unikernel, int memory) {
        List<String> misfits = new ArrayList<>();
        if (memory * MEBIBYTE < unikernel.leastMemory()) {
            long least = (unikernel.leastMemory() + MEBIBYTE - 1) / MEBIBYTE;
            misfits.add("its code and data alone take " + least + " MiB, but \"memory\" gives it " + memory);
        }
        if (!unikernel.named()) {
            misfits.add("it was stripped of the sections in which Albatross looks for its Solo5 notes");
        }
        return misfits;
    }

    private static void addMisfits(List<String> misfits, Unikernel unikernel, Given given) {
        addDevices(misfits, "networks", DeviceKind.NETWORK, unikernel, given.networks());
        addDevices(misfits, "blocks", DeviceKind.BLOCK, unikernel, given.blocks());
        given.albatross().ifPresent(memory -> misfits.addAll(misfitsOnAlbatross(unikernel, memory)));
    }

    /** Tenders and Albatross both want exactly the devices of the manifest. */
    private static void addDevices(
            List<String> misfits, String field, DeviceKind kind, Unikernel unikernel, Collection<String> given) {
        List<String> needed = unikernel.devices(kind);
        for (String name : needed) {
            if (!given.contains(name)) {
                misfits.add("it needs the " + new Device(kind, name) + ", which \"" + field + "\" does not give it");
            }
        }
        for (String name : given) {
            if (!needed.contains(name)) {
                misfits.add("\"" + field + "\" gives it " + new Device(kind, name) + ", which it does not have");
            }
        }
    }
}
