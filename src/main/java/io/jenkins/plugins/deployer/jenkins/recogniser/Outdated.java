package io.jenkins.plugins.deployer.jenkins.recogniser;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out where Jenkins has to look for branches and repositories again, because what is built there is not what the rules
 * name. It compares what is, and not the rules of before with those of now: so nothing is missed that changed while the
 * controller was down. Where looking again helped nothing it is not asked for a second time, until the rules change or the
 * controller starts again. Used by one thread at a time.
 */
final class Outdated {
    private final Map<String, Set<String>> asked = new HashMap<>();

    /**
     * A multibranch project or an organisation folder.
     *
     * @param name its full name
     * @param named those of the repositories it looks at that the rules name; of a folder all that it might find
     * @param built the repositories that it builds
     * @param failed whether the last look failed
     */
    record Place(String name, Set<String> named, Set<String> built, boolean failed) {
        Place {
            requireNonNull(name);
            named = Set.copyOf(named);
            built = Set.copyOf(built);
        }
    }

    /**
     * The names of the places to look at again.
     *
     * @param places all whose rules could be read
     */
    List<String> among(List<Place> places) {
        Map<String, Set<String>> before = Map.copyOf(asked);
        asked.clear();
        List<String> outdated = new ArrayList<>();
        for (Place place : places) {
            if (!place.named().equals(place.built())) {
                asked.put(place.name(), place.named());
                if (place.failed() || !place.named().equals(before.get(place.name()))) {
                    outdated.add(place.name());
                }
            }
        }
        return outdated;
    }
}
