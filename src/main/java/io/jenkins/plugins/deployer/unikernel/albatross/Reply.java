package io.jenkins.plugins.deployer.unikernel.albatross;

import java.util.List;
import java.util.Map;

/** What a server says in one frame. */
sealed interface Reply {
    /** It did it, and says so. */
    record Done(String said) implements Reply {}

    /** It did not, and says why. */
    record Failed(String why) implements Reply {}

    /** @param byPath relative to the path that was asked about */
    record Policies(Map<Name, Policy> byPath) implements Reply {}

    record Volumes(List<Volume> volumes) implements Reply {}

    record Unikernels(List<RunningUnikernel> unikernels) implements Reply {}

    /** A line of a console. */
    record Line(ConsoleLine line) implements Reply {}

    record Sample(Statistics statistics) implements Reply {}

    /** Something that is not asked for here, such as the content of a block device. */
    record Other(int kind, int tag) implements Reply {}
}
