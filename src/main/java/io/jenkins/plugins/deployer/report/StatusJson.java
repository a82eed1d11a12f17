package io.jenkins.plugins.deployer.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.service.Running;
import java.time.Duration;
import java.time.Instant;

/** The JSON form of the status, for programs (docs/json.md). Fields are only ever added. */
public final class StatusJson {
    private StatusJson() {}

    /** A new tree, which is the caller's. */
    public static ObjectNode of(Status status) {
        ObjectNode json = object().put("at", status.at().toString()).put("good", status.isGood());
        ArrayNode services = json.putArray("services");
        status.services().forEach(service -> services.add(service(service, status.at())));
        return json;
    }

    private static ObjectNode service(ServiceStatus status, Instant at) {
        Wanted wanted = status.wanted();
        ObjectNode json = object().put("kind", wanted.service().kind().label())
                .put("service", status.name())
                .put("host", wanted.service().host())
                .put("state", status.state().label());
        if (!status.explanation().isEmpty()) {
            json.put("explanation", status.explanation());
        }
        json.set("wanted", wanted(wanted));
        status.running().ifPresent(running -> json.set("running", running(running, at)));
        status.record().ifPresent(record -> json.set("last", DeploymentJson.of(record.last())));
        wanted.url().ifPresent(url -> json.put("url", url.toString()));
        return json;
    }

    private static ObjectNode wanted(Wanted wanted) {
        ObjectNode json = object();
        wanted.image().ifPresent(image -> json.put("image", image));
        wanted.source()
                .ifPresent(source -> json.put("repository", source.repository().toString())
                        .put(
                                source.head().kind() == LiveHead.Kind.TAG ? "tags" : "branch",
                                source.head().name()));
        wanted.commit().ifPresent(commit -> json.put("commit", commit));
        return json;
    }

    private static ObjectNode running(Running running, Instant at) {
        ObjectNode json = object().put("image", running.image());
        running.digest().ifPresent(digest -> json.put("digest", digest));
        running.commit().ifPresent(commit -> json.put("commit", commit));
        running.since().ifPresent(since -> json.put("since", since.toString())
                .put("ageSeconds", Math.max(0, Duration.between(since, at).toSeconds())));
        json.put("replicas", running.replicas()).put("wantedReplicas", running.wanted());
        running.update().ifPresent(update -> json.put("update", update));
        return json;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
