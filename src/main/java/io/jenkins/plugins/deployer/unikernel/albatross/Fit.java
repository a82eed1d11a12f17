package io.jenkins.plugins.deployer.unikernel.albatross;

import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSetUp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the policies on the way to a path leave to one more unikernel there. Pure. All names are relative to the path that
 * the server was reached with: what is above that nobody tells us.
 *
 * @param above that path, for sentences
 * @param name of the unikernel
 * @param policies of the paths that lead there, the path itself included; without any, nothing is limited
 * @param others what runs, but what is under that very name
 * @param volumes all block devices
 * @param own the volumes that what is under the name uses, which it gives back
 */
record Fit(
        List<String> above,
        Name name,
        Map<Name, Policy> policies,
        List<RunningUnikernel> others,
        List<Volume> volumes,
        Set<String> own) {
    /** @param now all that runs, the one under the name included */
    static Fit of(
            List<String> above, Name name, Map<Name, Policy> all, List<RunningUnikernel> now, List<Volume> volumes) {
        Map<Name, Policy> leading = new TreeMap<>(
                Comparator.<Name>comparingInt(each -> each.path().size()).thenComparing(Name::toString));
        all.forEach((path, policy) -> {
            if (isBelow(path.path(), name)) {
                leading.put(path, policy);
            }
        });
        Set<String> own = now.stream()
                .filter(running -> running.name().equals(name))
                .flatMap(running -> running.config().blocks().stream())
                .map(block -> block.volume().orElse(block.device()))
                .collect(Collectors.toSet());
        List<RunningUnikernel> others =
                now.stream().filter(running -> !running.name().equals(name)).toList();
        return new Fit(above, name, leading, others, volumes, own);
    }

    private static boolean isBelow(List<String> path, Name name) {
        return path.size() <= name.path().size()
                && name.path().subList(0, path.size()).equals(path);
    }

    /** Everything that would be refused, each as a part of a sentence. */
    List<String> misfits(UnikernelSetUp wanted) {
        List<String> misfits = new ArrayList<>();
        if (!name.path().isEmpty() && !policies.containsKey(name.all())) {
            misfits.add("there is no policy for " + title(name) + "; make one with albatross-client add-policy");
        }
        policies.forEach((path, policy) -> addMisfits(misfits, path, policy, wanted));
        wanted.blocks().forEach((device, volume) -> addVolume(misfits, device, volume));
        return misfits.stream().distinct().toList();
    }

    private void addMisfits(List<String> misfits, Name path, Policy policy, UnikernelSetUp wanted) {
        List<RunningUnikernel> neighbours = others.stream()
                .filter(running -> isBelow(path.path(), running.name()))
                .toList();
        String of = "the policy of " + title(path);
        long used = neighbours.stream()
                .mapToLong(running -> running.config().memory())
                .sum();
        if (used + wanted.memory() > policy.memory()) {
            misfits.add(of + " has " + Math.max(0, policy.memory() - used) + " of " + policy.memory()
                    + " MiB of memory left, and it wants " + wanted.memory());
        }
        if (neighbours.size() + 1 > policy.unikernels()) {
            misfits.add(of + " allows " + policy.unikernels() + " unikernels, and so many run already");
        }
        wanted.cpu()
                .filter(cpu -> !policy.cpus().contains(cpu))
                .ifPresent(cpu -> misfits.add(
                        of + " allows " + listed("the CPU", policy.cpus()) + ", but not the wanted " + cpu));
        wanted.networks().forEach((device, bridge) -> {
            if (!policy.bridges().contains(bridge)) {
                misfits.add(of + " allows " + listed("the bridge", policy.bridges()) + ", but not " + bridge
                        + ", which the network " + device + " is to be on");
            }
        });
    }

    private static String listed(String one, Collection<?> all) {
        return switch (all.size()) {
            case 0 -> one.replace("the ", "no ");
            case 1 -> one + " " + all.iterator().next();
            default -> one + "s " + all.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
        };
    }

    /** From the root. */
    private String title(Name path) {
        List<String> labels = new ArrayList<>(above);
        labels.addAll(path.path());
        return labels.isEmpty() ? "the server" : String.join(":", labels);
    }

    private void addVolume(List<String> misfits, String device, String volume) {
        Optional<Volume> found = volumes.stream()
                .filter(each -> each.name().path().equals(name.path()))
                .filter(each -> each.name().label().equals(Optional.of(volume.toLowerCase(java.util.Locale.ROOT))))
                .findFirst();
        if (found.isEmpty()) {
            misfits.add("there is no block device " + volume + " for its " + device
                    + "; make it with albatross-client create-block");
        } else if (found.get().active() && !own.contains(volume)) {
            misfits.add("the block device " + volume + " is used by another unikernel");
        }
    }

    /** The CPU for it: the wanted one, or the one that it has, or the one that the fewest are pinned to. */
    int cpu(UnikernelSetUp wanted, Optional<RunningUnikernel> now) {
        if (wanted.cpu().isPresent()) {
            return wanted.cpu().get();
        }
        List<Integer> allowed = policies.values().stream()
                .map(Policy::cpus)
                .reduce((above, below) -> above.stream().filter(below::contains).toList())
                .orElse(List.of());
        Optional<Integer> present =
                now.map(running -> running.config().cpus().iterator().next());
        if (present.isPresent() && (allowed.isEmpty() || allowed.contains(present.get()))) {
            return present.get();
        }
        return allowed.stream()
                .min(Comparator.comparingLong(this::pinned).thenComparing(Comparator.naturalOrder()))
                .orElse(0);
    }

    private long pinned(int cpu) {
        return others.stream()
                .filter(running -> running.config().cpus().contains(cpu))
                .count();
    }
}
