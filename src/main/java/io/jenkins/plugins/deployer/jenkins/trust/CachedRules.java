package io.jenkins.plugins.deployer.jenkins.trust;

import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesException;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Rules files of a place, each read once per version. Which version is the current one is asked again after a few seconds;
 * whoever asks meanwhile gets the same answer. Where it cannot be told there are no rules, rather than those of yesterday.
 * Used by many threads, of which one asks while the others wait.
 */
final class CachedRules {
    /** So that twenty deployments of one run ask once. */
    static final Duration FRESH = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, RulesAt> read = new HashMap<>();
    private Object identity;
    private RulesPlace.Version version;
    private long asked;

    /** @param nanoTime as {@link System#nanoTime} */
    CachedRules(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * @param path below {@code resources}; checked here, as a Pipeline may have written it
     * @throws RefusedByRules if there is no such file, or it has problems: the message has them all
     * @throws IOException if the place does not answer
     */
    RulesAt read(RulesPlace place, String path) throws IOException, InterruptedException, RefusedByRules {
        RulesPath.checked(path);
        lock.lockInterruptibly();
        try {
            RulesPlace.Version current = current(place);
            RulesAt known = read.get(path);
            if (known == null) {
                known = rules(place, current, path);
                read.put(path, known);
            }
            return known;
        } catch (RuntimeException e) {
            // So do branch sources fail whose server answers what they do not expect.
            throw new IOException(place.title() + " could not be read: " + e, e);
        } finally {
            lock.unlock();
        }
    }

    private RulesPlace.Version current(RulesPlace place) throws IOException, InterruptedException, RefusedByRules {
        boolean fresh =
                version != null && place.identity().equals(identity) && nanoTime.getAsLong() - asked < FRESH.toNanos();
        if (!fresh) {
            RulesPlace.Version before = place.identity().equals(identity) ? version : null;
            version = null;
            identity = place.identity();
            long start = nanoTime.getAsLong();
            RulesPlace.Version now = place.current();
            if (before == null || !before.revision().equals(now.revision())) {
                read.clear();
            }
            version = now;
            asked = start;
        }
        return version;
    }

    private static RulesAt rules(RulesPlace place, RulesPlace.Version version, String path)
            throws IOException, InterruptedException, RefusedByRules {
        String where = "resources/" + path + " of " + place.title();
        byte[] content = version.read(path, RulesReader.MOST_BYTES + 1);
        return new RulesAt(parsed(where, path, content), version.revision(), where);
    }

    static Rules parsed(String where, String file, byte[] content) throws RefusedByRules {
        try {
            return RulesReader.read(file, content);
        } catch (RulesException e) {
            throw new RefusedByRules("The rules in " + where + " cannot be used: " + e.getMessage(), e.problems());
        }
    }
}
