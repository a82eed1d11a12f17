package io.jenkins.plugins.deployer.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills the process before and after every call to the engine (of the many alike that come late, before and after
 * some), then goes on from what was saved, or begins
 * anew with another request, as the same command would.
 */
class KilledRollOutTest {
    /** What a kill looks like from inside: nothing of ours catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What comes after the kill. */
    private enum Then {
        RESUME,
        RESUME_LATER,
        BEGIN_ANEW,
        BEGIN_ANEW_LATER
    }

    @ParameterizedTest
    @EnumSource
    void wherever_it_is_killed_it_ends_on_the_right_image_after_one_update(Behaviour.Kind kind) {
        boolean good = kind == Behaviour.Kind.STAYS;
        for (Then then : Then.values()) {
            int calls = Integer.MAX_VALUE;
            for (int killedAt = 1; killedAt <= calls; killedAt += 1 + killedAt / 16) {
                SimulatedWorld world = new SimulatedWorld(2).behaves(SimulatedWorld.NEW, kind);
                RollOut end = killed(world, killedAt, then);
                String scene = kind + " killed at " + killedAt + ", " + then + "\n" + String.join("\n", world.log);

                assertThat(end.ending().orElseThrow().outcome().isGood())
                        .as(scene)
                        .isEqualTo(good);
                assertThat(world.swarm.image()).as(scene).endsWith(good ? SimulatedWorld.NEW : SimulatedWorld.OLD);
                assertThat(world.swarm.running(good ? SimulatedWorld.NEW : SimulatedWorld.OLD))
                        .as(scene)
                        .isEqualTo(2);
                if (good || end.ending().orElseThrow().ownFault()) {
                    assertThat(world.swarm.updatesTo(SimulatedWorld.NEW))
                            .as(scene)
                            .isEqualTo(1);
                }
                calls = this.calls;
            }
            assertThat(calls).as("calls of a roll-out that nobody killed").isGreaterThan(20);
        }
    }

    private int calls;

    private RollOut killed(SimulatedWorld world, int killedAt, Then then) {
        AtomicInteger count = new AtomicInteger();
        RollOut begun = RollOut.begin(request(world));
        world.swarm.onCall = call -> {
            if (count.incrementAndGet() == killedAt) {
                throw new Killed();
            }
        };
        try {
            RollOut end = world.drive(begun);
            calls = count.get();
            return end;
        } catch (Killed e) {
            calls = Integer.MAX_VALUE;
        }
        world.swarm.onCall = call -> {};
        if (then == Then.RESUME_LATER || then == Then.BEGIN_ANEW_LATER) {
            world.pass(Duration.ofSeconds(12));
        }
        RollOut saved = world.saved.isEmpty() ? begun : world.saved.get(world.saved.size() - 1);
        boolean resumes = then == Then.RESUME || then == Then.RESUME_LATER;
        return world.drive(resumes ? saved : RollOut.begin(request(world)));
    }

    private static ServiceRequest request(SimulatedWorld world) {
        return world.request()
                .withHealth(world.health())
                .withLimits(TimeLimits.DEFAULT.withTotal(Duration.ofSeconds(25)).withPlacement(Duration.ofSeconds(5)));
    }
}
