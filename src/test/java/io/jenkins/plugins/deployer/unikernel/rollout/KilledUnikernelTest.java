package io.jenkins.plugins.deployer.unikernel.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.TimeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills the process before, after and in the midst of every call to the host (of the many alike that come late, of some),
 * then goes on from what was saved, or begins anew with another request, as the same command would.
 */
class KilledUnikernelTest {
    /** What a kill looks like from inside: nothing of ours catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private enum Then {
        RESUME,
        RESUME_LATER,
        BEGIN_ANEW
    }

    @TempDir
    private Path directory;

    private int calls;

    @ParameterizedTest
    @EnumSource
    void wherever_it_is_killed_the_right_one_runs_in_the_end(Behaviour.Kind kind) throws IOException {
        boolean good = kind == Behaviour.Kind.STAYS;
        for (Then then : Then.values()) {
            int all = Integer.MAX_VALUE;
            for (int killedAt = 1; killedAt <= all; killedAt += 1 + killedAt / 16) {
                UnikernelWorld world = new UnikernelWorld(Files.createTempDirectory(directory, "world")).behaves(kind);
                RollOut end = killed(world, killedAt, then);
                String scene = kind + " killed at " + killedAt + ", " + then + "\n" + String.join("\n", world.log);

                // A new request knows nothing of the way back of the old one.
                if (good || then != Then.BEGIN_ANEW) {
                    assertThat(world.host.running()).as(scene).contains(good ? world.sha256("new") : world.old);
                }
                assertThat(end.ending().orElseThrow().outcome().isGood())
                        .as(scene)
                        .isEqualTo(good);
                if (then != Then.BEGIN_ANEW) {
                    assertThat(world.binaries).as(scene).isEmpty();
                    assertThat(world.host.kept()).as(scene).isEmpty();
                }
                if (good) {
                    assertThat(world.host.changes).as(scene).hasSize(1);
                }
                all = calls;
            }
            assertThat(all).as("calls of a roll-out that nobody killed").isGreaterThan(8);
        }
    }

    private RollOut killed(UnikernelWorld world, int killedAt, Then then) {
        AtomicInteger count = new AtomicInteger();
        RollOut begun = begin(world);
        world.host.onCall = call -> {
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
        world.host.onCall = call -> {};
        RollOut saved = world.saved.isEmpty() ? begun : world.saved.get(world.saved.size() - 1);
        return switch (then) {
            case RESUME -> world.drive(world.comeBack(saved, Duration.ofMillis(100)));
            case RESUME_LATER -> world.drive(world.comeBack(saved, Duration.ofSeconds(40)));
            case BEGIN_ANEW -> world.drive(begin(world));
        };
    }

    private static RollOut begin(UnikernelWorld world) {
        return RollOut.begin(
                world.request()
                        .withHealth(world.health())
                        .withLimits(TimeLimits.DEFAULT.withTotal(Duration.ofSeconds(50))),
                world.wanted().toJson());
    }
}
