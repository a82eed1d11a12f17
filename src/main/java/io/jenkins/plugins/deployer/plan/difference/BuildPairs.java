package io.jenkins.plugins.deployer.plan.difference;

import io.jenkins.plugins.deployer.plan.difference.Subject.What;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which build of the first rules is which of the second. Equal recipes are one build. Of the others, what is published or
 * deployed under one name is the same build, changed; then what is built from the same Dockerfile, in the order of the
 * rules. It makes no difference which of the two comes first.
 */
final class BuildPairs {
    private final Map<Built, Built> after = new IdentityHashMap<>();
    private final Map<Built, Built> before = new IdentityHashMap<>();

    BuildPairs(Side first, Side second) {
        Map<RepositoryName, Map<String, Built>> marks = marks(second);
        marks(first).forEach((repository, names) -> {
            Map<Built.Recipe, Built> others = second.builds.getOrDefault(repository, Map.of());
            first.builds.get(repository).forEach((recipe, built) -> Optional.ofNullable(others.get(recipe))
                    .ifPresent(same -> pair(built, same)));
            Map<String, Built> otherNames = marks.getOrDefault(repository, Map.of());
            names.forEach((name, built) -> Optional.ofNullable(otherNames.get(name))
                    .filter(other -> isFree(built) && !before.containsKey(other))
                    .ifPresent(other -> pair(built, other)));
            pairAlike(first.builds.get(repository), others);
        });
    }

    /** For each repository what its builds are known by to others, in alphabetical order. */
    private static Map<RepositoryName, Map<String, Built>> marks(Side side) {
        Map<RepositoryName, Map<String, Built>> marks = new LinkedHashMap<>();
        side.builds.keySet().forEach(repository -> marks.put(repository, new TreeMap<>()));
        side.published.forEach((name, published) ->
                marks.get(published.subject().repository().orElseThrow()).put("image " + name, published.built()));
        side.deployed.stream()
                .filter(deployed -> deployed.subject().what() == What.UNIKERNEL)
                .forEach(deployed -> marks.get(deployed.subject().repository().orElseThrow())
                        .put("unikernel " + deployed.subject(), deployed.built().orElseThrow()));
        return marks;
    }

    private void pairAlike(Map<Built.Recipe, Built> ours, Map<Built.Recipe, Built> others) {
        Map<String, Deque<Built>> alike = new HashMap<>();
        others.values().stream().filter(other -> !before.containsKey(other)).forEach(other -> alike.computeIfAbsent(
                        other.recipe.likeness(), likeness -> new ArrayDeque<>())
                .add(other));
        ours.values().stream().filter(this::isFree).forEach(built -> {
            Deque<Built> candidates = alike.getOrDefault(built.recipe.likeness(), new ArrayDeque<>());
            if (!candidates.isEmpty()) {
                pair(built, candidates.remove());
            }
        });
    }

    private boolean isFree(Built built) {
        return !after.containsKey(built);
    }

    private void pair(Built first, Built second) {
        after.put(first, second);
        before.put(second, first);
    }

    /** What a build of the second was. */
    Optional<Built> before(Built built) {
        return Optional.ofNullable(before.get(built));
    }

    /** What a build of the first became. */
    Optional<Built> after(Built built) {
        return Optional.ofNullable(after.get(built));
    }
}
