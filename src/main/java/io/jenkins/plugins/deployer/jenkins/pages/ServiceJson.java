package io.jenkins.plugins.deployer.jenkins.pages;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.jenkins.drift.ServiceDrift;
import io.jenkins.plugins.deployer.report.Wanted;
import io.jenkins.plugins.deployer.rules.LiveHead;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON form of services, for programs (docs/json.md). Fields are only ever added. */
final class ServiceJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private ServiceJson() {}

    static Map<String, Object> of(ServiceRow row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", row.service().kind().label())
                .put("service", row.service().name())
                .put("host", row.service().host())
                .put("wanted", row.wanted().isPresent());
        row.wanted().flatMap(Wanted::image).ifPresent(image -> json.put("image", image));
        row.wanted().flatMap(Wanted::source).ifPresent(source -> json.put(
                        "repository", source.repository().toString())
                .put(
                        source.head().kind() == LiveHead.Kind.TAG ? "tags" : "branch",
                        source.head().name()));
        row.url().ifPresent(url -> json.put("url", url.toString()));
        row.digest().ifPresent(digest -> json.put("digest", digest));
        row.commit().ifPresent(commit -> json.put("commit", commit));
        row.since().ifPresent(since -> json.put("since", since.toString()));
        json.put("rolledBack", row.isRolledBack());
        row.known().ifPresent(known -> json.set("last", known.last().toJson()));
        ArrayNode underWay = json.putArray("underWay");
        row.now().forEach(now -> underWay.add(of(now)));
        row.drift().ifPresent(found -> json.set("drift", of(found)));
        return map(json);
    }

    private static JsonNode of(ServiceDrift found) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("state", found.drift().state().label()).put("at", found.at().toString());
        if (!found.drift().explanation().isEmpty()) {
            json.put("explanation", found.drift().explanation());
        }
        found.drift().image().ifPresent(image -> json.put("image", image));
        found.drift().since().ifPresent(since -> json.put("since", since.toString()));
        found.silentSince().ifPresent(since -> json.put("silentSince", since.toString()));
        found.remedy().ifPresent(remedy -> json.put("remedy", remedy));
        return json;
    }

    private static JsonNode of(DeploymentNow now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", now.id())
                .put("cause", now.cause().label())
                .put("image", now.image())
                .put("run", now.asker().run())
                .put("begun", now.hasBegun())
                .put("asked", now.asked().toString());
        now.commit().ifPresent(commit -> json.put("commit", commit));
        return json;
    }

    static Map<String, Object> of(RecordedDeployment deployment) {
        return map(deployment.toJson());
    }

    private static Map<String, Object> map(JsonNode json) {
        return JSON.convertValue(json, MAP);
    }
}
