package io.jenkins.plugins.deployer.plan.difference;

import io.jenkins.plugins.deployer.rules.Rules;
import java.util.List;

/**
 * What is built, published and deployed otherwise by one rules file than by another. How a file is written (comments, order,
 * anchors, defaults that are spelled out) makes no difference. Takes time in proportion to the files.
 *
 * @param changes what concerns everything first, then hosts, then by repository in the order of the second file, then
 *     somebody else's images
 */
public record RulesDifference(List<Change> changes) {
    public RulesDifference {
        changes = List.copyOf(changes);
    }

    /**
     * From one rules file to another. What runs somewhere and is in the second no more goes on running: the deployer stops
     * nothing.
     */
    public static RulesDifference between(Rules before, Rules after) {
        return new RulesDifference(new Comparison(new Side(before), new Side(after)).changes());
    }

    /** Whether both ask for the same. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** From the second to the first; the order of changes is that of this. */
    public RulesDifference mirrored() {
        return new RulesDifference(changes.stream().map(Change::mirrored).toList());
    }
}
