package io.jenkins.plugins.deployer.service;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a stack ended, which is how the worst of its members did. Members are put back one by one, so the reason says what
 * the others run.
 *
 * @param failure of that member
 * @param gap what users saw, by the member that saw most
 */
record StackEnding(Outcome outcome, String reason, Optional<Failure> failure, Gap gap) {
    /** The worst first. */
    private static final List<Outcome> ORDER = List.of(
            Outcome.FAILED, Outcome.ROLLED_BACK, Outcome.REFUSED, Outcome.SUPERSEDED, Outcome.LIVE, Outcome.UNCHANGED);

    /**
     * @param members those that have not ended were not touched
     * @param trouble why the stack could not be deployed
     * @param title of the stack
     */
    static StackEnding of(List<RollOut> members, Optional<Failure> trouble, String title) {
        List<RollOut> ended = members.stream().filter(RollOut::isEnded).toList();
        Gap gap = ended.stream()
                .map(RollOut::gap)
                .max(Comparator.comparing(Gap::requests))
                .orElse(Gap.NONE);
        if (trouble.isPresent()) {
            return new StackEnding(
                    Outcome.FAILED,
                    trouble.get().reason()
                            + ended.stream().map(StackEnding::also).collect(Collectors.joining()),
                    trouble,
                    gap);
        }
        Outcome worst = ended.stream()
                .map(StackEnding::outcome)
                .min(Comparator.comparing(ORDER::indexOf))
                .orElseThrow();
        List<RollOut> worstMembers =
                ended.stream().filter(member -> outcome(member) == worst).toList();
        String others = ended.stream()
                .filter(member -> outcome(member) != worst && outcome(member).isGood())
                .map(StackEnding::also)
                .collect(Collectors.joining());
        String reasons = worstMembers.stream()
                .map(member -> member.ending().orElseThrow().reason())
                .distinct()
                .collect(Collectors.joining("; "));
        return new StackEnding(
                worst,
                worst.isGood() || worst == Outcome.SUPERSEDED ? reasons : named(worstMembers, reasons, title) + others,
                worstMembers.stream()
                        .flatMap(member -> member.failure().stream())
                        .max(Comparator.comparing(failure -> failure.fault().isOwn())),
                gap);
    }

    private static Outcome outcome(RollOut member) {
        return member.ending().orElseThrow().outcome();
    }

    private static String named(List<RollOut> members, String reasons, String title) {
        String names = members.stream().map(member -> member.request().title()).collect(Collectors.joining(", "));
        return names.equals(title) || reasons.contains(members.get(0).request().title())
                ? reasons
                : names + ": " + reasons;
    }

    private static String also(RollOut member) {
        return "; " + member.request().title() + " is " + outcome(member).label();
    }
}
