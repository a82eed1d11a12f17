package io.jenkins.plugins.deployer.jenkins.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.deployer.report.Deployment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which commits and digests of one service were put back for their own fault, the last time that they were tried.
 * Remembered for longer than the deployments themselves, and therefore briefly. Immutable.
 *
 * @param known half a sentence for each commit and digest, the latest last
 */
record ImageFaults(Map<String, String> known) {
    static final ImageFaults NONE = new ImageFaults(Map.of());
    /** Who still wants to deploy what was bad a thousand bad images ago will see it fail again. */
    private static final int MOST = 2000;

    ImageFaults {
        known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
    }

    /** After a deployment that is newer than all before. */
    ImageFaults and(Deployment deployment) {
        if (!deployment.triedImage()) {
            return this;
        }
        Map<String, String> next = new LinkedHashMap<>(known);
        versions(deployment).forEach(next::remove);
        if (deployment.isImagesFault()) {
            versions(deployment).forEach(version -> next.put(version, deployment.recalled()));
        }
        List<String> oldestFirst = new ArrayList<>(next.keySet());
        oldestFirst.subList(0, Math.max(0, oldestFirst.size() - MOST)).forEach(next::remove);
        return new ImageFaults(next);
    }

    /** A commit of ours, and the digest of its image; the two never look alike. */
    private static List<String> versions(Deployment deployment) {
        return Stream.concat(deployment.origin().map(Deployment.Origin::commit).stream(), deployment.digest().stream())
                .toList();
    }

    Optional<String> of(String version) {
        return Optional.ofNullable(known.get(version));
    }

    void writeTo(ArrayNode json) {
        known.forEach((version, why) -> json.addObject().put("version", version).put("reason", why));
    }

    static ImageFaults read(JsonNode json) {
        Map<String, String> faults = new LinkedHashMap<>();
        json.forEach(fault ->
                faults.put(fault.path("version").asText(), fault.path("reason").asText()));
        return new ImageFaults(faults);
    }
}
