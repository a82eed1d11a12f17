package io.jenkins.plugins.deployer.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * One line of the table.
 *
 * @param what was done
 * @param ours how long the deployer took, or what it used
 * @param against what it is compared with, and how long that took; empty if with nothing
 * @param ratio of the two; empty if with nothing
 * @param atMost the target; empty if the line is there to explain another one
 * @param met whether the target is met; empty without one
 */
record Line(
        String what,
        String ours,
        Optional<String> against,
        Optional<Double> ratio,
        Optional<String> atMost,
        Optional<Boolean> met) {
    /** A comparison with a target for the quotient of the medians. */
    static Line compared(String what, Samples ours, String against, Samples theirs, double atMost) {
        double ratio = ours.ratioTo(theirs);
        return new Line(
                what,
                ours.label(),
                Optional.of(against + ": " + theirs.label()),
                Optional.of(ratio),
                Optional.of(String.format(Locale.ROOT, "%.2f ×", atMost)),
                Optional.of(ratio <= atMost));
    }

    /** A comparison without a target. */
    static Line compared(String what, Samples ours, String against, Samples theirs) {
        return new Line(
                what,
                ours.label(),
                Optional.of(against + ": " + theirs.label()),
                Optional.of(ours.ratioTo(theirs)),
                Optional.empty(),
                Optional.empty());
    }

    /** A measurement against a fixed target. */
    static Line limited(String what, String ours, String atMost, boolean met) {
        return new Line(what, ours, Optional.empty(), Optional.empty(), Optional.of(atMost), Optional.of(met));
    }

    /** A measurement that explains others. */
    static Line plain(String what, String ours) {
        return new Line(what, ours, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    String markdown() {
        return "| " + what + " | " + ours + " | " + against.orElse("–") + " | "
                + ratio.map(value -> String.format(Locale.ROOT, "%.3f ×", value))
                        .orElse("–") + " | "
                + atMost.orElse("–") + " | "
                + met.map(is -> is ? "yes" : "**no**").orElse("–") + " |";
    }
}
