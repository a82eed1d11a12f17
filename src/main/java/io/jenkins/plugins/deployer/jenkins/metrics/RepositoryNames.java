package io.jenkins.plugins.deployer.jenkins.metrics;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.HashMap;
import java.util.Map;

/**
 * What repositories are called in names of metrics. There is never more than a bounded number of them, because a metric stays
 * until the controller is restarted: whoever comes later shares a name with the others. Safe for use by several threads.
 */
final class RepositoryNames {
    static final String OTHER = "other";
    private static final int LONGEST = 120;

    private final int most;
    private final Map<RepositoryName, String> names = new HashMap<>();

    /** @param most how many repositories get a name of their own */
    RepositoryNames(int most) {
        this.most = most;
    }

    /** The name of a repository that the rules name. */
    synchronized String of(RepositoryName repository) {
        String known = names.get(repository);
        if (known != null) {
            return known;
        }
        if (names.size() >= most) {
            return OTHER;
        }
        String name = written(repository);
        names.put(repository, name);
        return name;
    }

    /** The name of a repository that the rules need not name: nobody gets one by being refused. */
    synchronized String ofKnown(RepositoryName repository) {
        return names.getOrDefault(repository, OTHER);
    }

    /** Dots separate the parts of a metric's name, and not every reporter takes other characters than these. */
    private static String written(RepositoryName repository) {
        String owner = part(repository.owner());
        return owner + "." + part(repository.name());
    }

    private static String part(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.substring(0, Math.min(plain.length(), LONGEST));
    }
}
