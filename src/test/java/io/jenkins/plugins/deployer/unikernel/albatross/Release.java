package io.jenkins.plugins.deployer.unikernel.albatross;

import java.util.Set;

/** What servers of the tests understand; written down from the releases, and not from the client. */
enum Release {
    V1_5(Set.of(3, 7, 9, 10, 11, 12), Set.of(1)),
    V2_1(Set.of(3, 7, 9, 10, 11, 12, 13), Set.of(1, 2)),
    V2_4(Set.of(3, 7, 9, 10, 11, 12, 13, 14, 15), Set.of(1, 2)),
    V2_5(Set.of(3, 7, 9, 10, 11, 12, 13, 14, 15), Set.of(1, 2)),
    V2_6(Set.of(3, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18), Set.of(2)),
    V2_7(Set.of(3, 9, 10, 11, 14, 15, 16, 17, 18, 19, 20, 21), Set.of(2));

    private final Set<Integer> unikernel;
    private final Set<Integer> console;

    Release(Set<Integer> unikernel, Set<Integer> console) {
        this.unikernel = unikernel;
        this.console = console;
    }

    boolean streams() {
        return compareTo(V2_5) >= 0;
    }

    /** @param group which daemon it is for */
    boolean knows(int group, Tlv command) {
        int tag = command.choice();
        return switch (group) {
            case 0 -> console.contains(tag);
            case 1 -> tag == 2;
            case 3 -> unikernel.contains(tag) && (tag != 14 || command.child(0).choice() <= restarts());
            case 4 -> tag <= 2;
            case 5 -> tag <= (streams() ? 7 : 5);
            default -> false;
        };
    }

    private int restarts() {
        return compareTo(V2_6) < 0 ? 1 : this == V2_6 ? 2 : 3;
    }
}
