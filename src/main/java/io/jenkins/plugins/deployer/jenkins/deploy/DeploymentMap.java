package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.Deployment;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a deploy step gives to its Pipeline. */
final class DeploymentMap {
    private DeploymentMap() {}

    /** Texts, and the seconds as a whole number; empty where nothing is known, so that a Pipeline needs no null checks. */
    static Map<String, Object> of(Deployment deployment) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("outcome", deployment.outcome().label());
        map.put("digest", deployment.digest().orElse(""));
        map.put("previous", deployment.previous().orElse(""));
        map.put("url", deployment.url().map(Object::toString).orElse(""));
        map.put("seconds", Math.toIntExact(deployment.duration().toSeconds()));
        map.put("reason", deployment.reason());
        map.put("id", deployment.id());
        return map;
    }
}
