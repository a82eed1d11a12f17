package io.jenkins.plugins.deployer.plan.difference;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.rules.Rules;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pairs of rules files made up at random, always the same ones. */
class RulesDifferenceFuzzTest {
    private static final int ROUNDS = 600;

    @Test
    void what_is_only_written_in_another_way_is_no_difference() {
        for (int round = 0; round < ROUNDS; round++) {
            RandomRules rules = new RandomRules(new Random(round));
            String written = rules.yaml();
            Rules first = rules.rules();

            assertThat(RulesDifference.between(first, rules.shuffled()).changes())
                    .as(written)
                    .isEmpty();
        }
    }

    @Test
    void taking_a_change_back_is_its_mirror() {
        for (int round = 0; round < ROUNDS; round++) {
            RandomRules a = new RandomRules(new Random(round));
            RandomRules b = new RandomRules(new Random(-round - 1));

            assertThat(unordered(RulesDifference.between(a.rules(), b.rules()).mirrored()))
                    .as(a.yaml() + b.yaml())
                    .isEqualTo(unordered(RulesDifference.between(b.rules(), a.rules())));
        }
    }

    private static Set<Object> unordered(RulesDifference difference) {
        return difference.changes().stream()
                .map(change -> List.of(
                        change.before(),
                        change.after(),
                        Set.copyOf(change.details()),
                        change.rebuilds(),
                        Set.copyOf(change.concerns())))
                .collect(Collectors.toSet());
    }

    @Test
    void there_is_a_difference_exactly_if_there_is_a_head_that_is_planned_otherwise() {
        int same = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RandomRules a = new RandomRules(new Random(round));
            // Few repositories are alike by chance, so most pairs differ; those of one seed but for a word do not.
            RandomRules b = new RandomRules(new Random(round % 3 == 0 ? -round - 1 : round));
            String changed = round % 3 == 1 ? b.yaml().replaceFirst("live", "main") : b.yaml();
            Rules before = a.rules();
            Rules after = RandomRules.read(changed);
            boolean alike = AllPlans.of(before).equals(AllPlans.of(after));
            same += alike ? 1 : 0;

            assertThat(RulesDifference.between(before, after).isEmpty())
                    .as(a.yaml() + changed)
                    .isEqualTo(alike);
        }
        assertThat(same).isBetween(ROUNDS / 4, ROUNDS / 2);
    }
}
